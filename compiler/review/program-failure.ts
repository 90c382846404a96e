import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { cliProgramFailed } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { type Span, sourceText } from "#source/span.ts";

interface Failure {
  readonly infra: string;
  readonly directory: string;
  /** As the program logged them, with stacks. */
  readonly errors: readonly string[];
  readonly stderr: string;
}

/** A program's exception, at the innermost line of infra/ that its stack names. */
export function programFailure({ infra, directory, errors, stderr }: Failure): Diagnostic {
  const text = stripVTControlCharacters(errors[0] ?? stderr.trim());
  const places = [
    ...text.matchAll(/(file:\/\/)?(\/[^\s()]*?|[A-Za-z]:[^\s()]*?):(\d+):(\d+)/g),
  ].map(([, scheme, file = "", line, column]) => ({
    file: scheme === undefined ? file : fileURLToPath(`${scheme}${file}`),
    line: Number(line),
    column: Number(column),
  }));
  const own = places.find(
    ({ file }) =>
      file.startsWith(`${infra}/`) && !file.includes("/node_modules/") && existsSync(file),
  );
  const span = own && spanAt(own, directory);
  const folder = relative(directory, infra) || ".";
  return cliProgramFailed(span, { folder, detail: reasonIn(text) });
}

function spanAt(
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
  directory: string,
): Span {
  const { text, lineStarts } = sourceText(file, readFileSync(file, "utf8"));
  const start = (lineStarts[line - 1] ?? 0) + column - 1;
  const word = /^\w+/.exec(text.slice(start))?.[0] ?? " ";
  return { file: relative(directory, file).replaceAll("\\", "/"), start, end: start + word.length };
}

/** The message without the runner's preamble, the stack and the excerpt that Node prints above it. */
function reasonIn(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const told = lines.filter((line) => !/^Running program|^at |^file:\/\/|^Node\.js v/.test(line));
  const error =
    told.find((line) => /^(\w+ )?\w*Error\b.*?: /.test(line)) ??
    told[0] ??
    "it ended without saying why";
  return error.replace(/^(<ref .*?>|\w*Error(?: \[\w+\])?): /, "");
}
