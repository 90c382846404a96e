import type { Span } from "#source/span.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { noteLocal, noteUnrepeatable } from "./note.ts";
import { readProjectFile } from "./project-file.ts";
import { makePromise } from "./promise.ts";
import { choicesOf, mixed, unknown, type Value } from "./value.ts";

type How = "reads" | "writes";

/** What each argument of a function of `node:fs` is to the file it names. */
const functions: Readonly<Record<string, readonly How[]>> = {
  readFile: ["reads"],
  createReadStream: ["reads"],
  readdir: ["reads"],
  open: ["reads"],
  stat: ["reads"],
  access: ["reads"],
  exists: ["reads"],
  writeFile: ["writes"],
  appendFile: ["writes"],
  createWriteStream: ["writes"],
  mkdir: ["writes"],
  copyFile: ["reads", "writes"],
  cp: ["reads", "writes"],
  rename: ["reads", "writes"],
};

/** A function of `node:fs` or `node:fs/promises` that opens files, if this is one. */
export function fileFunction(module: string, name: string): HeapObject | undefined {
  if (module !== "fs" && module !== "fs/promises") return undefined;
  const base = name.replace(/Sync$/u, "");
  const uses = Object.hasOwn(functions, base) ? functions[base] : undefined;
  return (
    uses &&
    makeNative(name, {
      call: (interpreter, site) => open(interpreter, { name, module, uses }, site),
    })
  );
}

function open(
  interpreter: Interpreter,
  {
    name,
    module,
    uses,
  }: { readonly name: string; readonly module: string; readonly uses: readonly How[] },
  site: CallSite,
): Value {
  const { span, arguments: args } = site;
  const content = module === "fs" ? readProjectFile(interpreter, name, site) : undefined;
  if (content) return content;
  noteUnrepeatable(interpreter, { module, name, span });
  for (const argument of args)
    if (argument.kind === "object") interpreter.phase.observe?.(argument, span);
  uses.forEach((how, index) => {
    const file = args[index];
    if (file) noteLocal(interpreter, file, { how, span: site.argumentSpans[index] ?? span });
    if (file) noteUse(interpreter, { how, file, span: site.argumentSpans[index] ?? span });
  });
  const value = unknown(span, `\`${name}()\` runs when the app runs`, {
    holds: mixed(span, args).holds,
  });
  return module === "fs/promises"
    ? makePromise(interpreter, { value, foreign: { what: `${name}()`, span } }, span)
    : value;
}

function noteUse(
  interpreter: Interpreter,
  { how, file, span }: { readonly how: How; readonly file: Value; readonly span: Span },
): void {
  const { work, trace } = interpreter.phase;
  if (work === undefined || interpreter.quiet > 0) return;
  for (const { value } of choicesOf(file)) {
    if (value.kind === "known" && typeof value.value === "string") {
      trace?.files.push({ work, how, path: value.value, origin: value.span, span });
    }
  }
}
