import { dirname, join } from "node:path/posix";
import { bundleLeftOut } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { importEdits, textAt } from "../source-place.ts";
import type { FileUse } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { pythonWorks } from "./python-works.ts";

/** Files of the project that a work opens by their place there, where it has none. */
export function checkLeftOut(interpreter: Interpreter, picture: Picture): void {
  const { files } = picture.followed.every;
  for (const use of files) if (use.how === "reads") checkRead(interpreter, use, files);
  for (const { work, files: sources } of pythonWorks(interpreter, picture)) {
    const carried = picture.graph.assets.filter(({ works }) => works.includes(work.name));
    const paths = [...sources.map(({ file }) => file), ...carried.map(({ path }) => path)];
    for (const { file, source } of sources) {
      for (const token of source.tokens) {
        const named =
          token.kind === "string" ? projectFile(interpreter, file, token.text) : undefined;
        if (named === undefined || paths.some((path) => isBelow(named, path))) continue;
        const span = { file, start: token.start, end: token.end };
        interpreter.sink.report(bundleLeftOut(span, { work: work.name, file: named }));
      }
    }
  }
}

const isBelow = (file: string, path: string): boolean =>
  file === path || file.startsWith(`${path.replace(/\/$/u, "")}/`);

/** Beside the script, or in the app's folder. */
function projectFile(
  { files, folder }: Interpreter,
  script: string,
  text: string,
): string | undefined {
  if (!/^(?:\.\/)?[\w-][\w./-]*\.[a-z0-9]{1,8}$/iu.test(text) || text.endsWith(".py"))
    return undefined;
  const candidates = [join(dirname(script), text), join(text)];
  return candidates.find((file) => !file.startsWith("../") && files.isFile(join(folder, file)));
}

function checkRead(interpreter: Interpreter, use: FileUse, all: readonly FileUse[]): void {
  const { files, folder, sink } = interpreter;
  const plain = (path: string) => join(path);
  const own = all.some(({ how, path }) => how === "writes" && plain(path) === plain(use.path));
  const relative = !use.path.startsWith("/") && !plain(use.path).startsWith("../");
  if (own || !relative || !files.isFile(join(folder, use.path))) return;
  const values = { work: graphName(use.work) ?? "work", file: plain(use.path) };
  sink.report(bundleLeftOut(use.span, values, { fix: fixFor(interpreter, use.origin) }));
}

/** `"data/words.txt"` → `asset("data/words.txt")`, in a file of the app's own folder. */
function fixFor(interpreter: Interpreter, origin: Span): Fix | undefined {
  const text = textAt(interpreter, origin);
  if (!/^["'][^"']+["']$/u.test(text) || origin.file.includes("/")) return undefined;
  if (!isFieldValue(interpreter, origin)) return undefined;
  const edits = [
    ...importEdits(interpreter, origin.file, "asset"),
    { span: origin, text: `asset(${text})` },
  ];
  return { title: "Bring it along", edits };
}

/** Assets of fields travel with the work; one made in `run()` would be asked for too late. */
const isFieldValue = (interpreter: Interpreter, { file, start }: Span): boolean =>
  /^[ \t]*(?:readonly\s+)?[\w$]+\s*=\s*$/mu.test(
    textAt(interpreter, { file, start: Math.max(0, start - 80), end: start })
      .split("\n")
      .at(-1) ?? "",
  );
