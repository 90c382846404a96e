/**
 * Files of the project, named from a module's own place: `new URL("./sizes.json", import.meta.url)`,
 * `join(import.meta.dirname, "sizes.json")`. Where they lie differs from machine to machine; what they hold
 * does not, so reading one while the app is constructed gives what it holds now.
 */
import { posix } from "node:path";
import type { Span } from "#source/span.ts";
import type { CallSite } from "./heap.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { get, write } from "./member.ts";
import { choicesOf, known, type Symbolic, type Value } from "./value.ts";

const fileAt = (path: string, as: "url" | "path", span: Span): Symbolic => ({
  kind: "symbol",
  means: { kind: "file", path, as },
  span,
});

/** The absolute path that a value names, where it is a place in the project. */
export function placeOf(value: Value | undefined): string | undefined {
  if (value?.kind === "symbol" && value.means.kind === "file") return value.means.path;
  if (value?.kind !== "text") return undefined;
  const [first, ...rest] = value.parts;
  const start =
    typeof first === "object" && first.kind === "symbol" && first.means.kind === "file"
      ? first.means
      : undefined;
  const texts = rest.filter((part) => typeof part === "string");
  return start?.as === "path" && texts.length === rest.length
    ? posix.normalize(start.path + texts.join(""))
    : undefined;
}

/** `new URL(relative, base)` where the base is a module's place. */
export function urlAt([relative, base]: readonly Value[], span: Span): Value | undefined {
  if (base?.kind !== "symbol" || base.means.kind !== "file" || base.means.as !== "url")
    return undefined;
  if (relative?.kind !== "known" || typeof relative.value !== "string") return undefined;
  if (!/^[\w@.-][^:]*$/u.test(relative.value)) return undefined;
  return fileAt(posix.join(posix.dirname(base.means.path), relative.value), "url", span);
}

/** What a function of `node:path` or `node:url` makes of a place in the project. */
export function placeFunction(name: string, args: readonly Value[], span: Span): Value | undefined {
  const [first, ...rest] = args;
  if (name === "fileURLToPath")
    return first?.kind === "symbol" && first.means.kind === "file"
      ? fileAt(first.means.path, "path", span)
      : undefined;
  const start = placeOf(first);
  if (start === undefined || (first?.kind === "symbol" && isUrl(first))) return undefined;
  if (name === "dirname") return fileAt(posix.dirname(start), "path", span);
  if (name === "basename" || name === "extname") return known(posix[name](start), span);
  if (name !== "join" && name !== "resolve" && name !== "normalize") return undefined;
  const texts = rest.flatMap((one) =>
    one.kind === "known" && typeof one.value === "string" ? [one.value] : [],
  );
  const stays = name === "join" || !texts.some((one) => one.startsWith("/"));
  return stays && texts.length === rest.length
    ? fileAt(posix.join(start, ...texts), "path", span)
    : undefined;
}

const isUrl = ({ means }: Symbolic): boolean => means.kind === "file" && means.as === "url";

/** What `readFileSync` and `existsSync` answer for a file of the project; undefined for any other. */
export function readProjectFile(
  interpreter: Interpreter,
  name: string,
  { arguments: [file, options], span }: CallSite,
): Value | undefined {
  const { kind } = interpreter.phase;
  if (kind === "work" || kind === "step") return undefined;
  const path = placeOf(file);
  const { files, folder } = interpreter;
  if (path === undefined || !path.startsWith(`${folder}/`)) return undefined;
  if (name === "existsSync") return files.isFile(path) ? known(true, span) : undefined;
  const text = name === "readFileSync" ? files.readText(path) : undefined;
  if (text === undefined) return undefined;
  const inside = path.slice(folder.length + 1);
  interpreter.inputs.push({ path: inside, span });
  const content = known(text, { file: inside, start: 0, end: 0 });
  return isText(interpreter, options) ? content : bufferOf(interpreter, content, span);
}

/** An encoding is given. */
function isText(interpreter: Interpreter, options: Value | undefined): boolean {
  if (options === undefined) return false;
  const encoding =
    options.kind === "object"
      ? get(interpreter, options, { key: "encoding", span: options.span })
      : options;
  return choicesOf(encoding).every(
    ({ value }) => value.kind === "known" && /^utf-?8$/iu.test(String(value.value)),
  );
}

function bufferOf(interpreter: Interpreter, content: Value, span: Span): Value {
  const buffer = allocate(interpreter, { kind: "exotic", name: "Buffer" }, { span });
  const text = makeNative("toString", {
    call: (at, { arguments: [encoding], span: where }) =>
      encoding === undefined || isText(at, encoding)
        ? content
        : {
            kind: "unknown",
            because: where,
            reason: "its encoding is not followed",
            reported: false,
            holds: [],
            taints: [],
          },
  });
  write(interpreter, buffer, "toString", text);
  return buffer;
}
