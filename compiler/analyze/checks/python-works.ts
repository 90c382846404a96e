import { join } from "node:path/posix";
import type { PythonEntry, Work } from "#graph/work.ts";
import { pythonFiles } from "#parse/python-files.ts";
import {
  type PythonArgument,
  type PythonCall,
  type PythonSource,
  pythonSource,
} from "#parse/python-source.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";

/** A work that runs a script, with the script and the modules it imports as they read. */
export interface PythonWork {
  readonly work: Work & { readonly python: PythonEntry };
  /** The script first. */
  readonly files: readonly PythonFile[];
}

export interface PythonFile {
  /** Relative to the app's folder. */
  readonly file: string;
  readonly source: PythonSource;
}

/** Several checks ask; the scripts are read once. */
const known = new WeakMap<Picture, readonly PythonWork[]>();

export function pythonWorks(interpreter: Interpreter, picture: Picture): readonly PythonWork[] {
  const found = known.get(picture) ?? readAll(interpreter, picture);
  known.set(picture, found);
  return found;
}

function readAll(interpreter: Interpreter, picture: Picture): readonly PythonWork[] {
  const read = new Map<string, readonly PythonFile[]>();
  return allWorks(picture).flatMap((work): readonly PythonWork[] => {
    const { python } = work;
    if (python === undefined) return [];
    const files = read.get(python.script) ?? filesOf(interpreter, python.script);
    read.set(python.script, files);
    return [{ work: { ...work, python }, files }];
  });
}

function filesOf({ files: host, folder }: Interpreter, script: string): readonly PythonFile[] {
  const names = pythonFiles(script, { host, directory: folder });
  const ordered = [script, ...names.filter((name) => name !== script)];
  return ordered.flatMap((file) => {
    const text = host.readText(join(folder, file));
    return text === undefined ? [] : [{ file, source: pythonSource(text) }];
  });
}

export const spanOfPython = (
  { file }: PythonFile,
  { start, end }: { readonly start: number; readonly end: number },
): Span => ({ file, start, end });

export const argumentOf = (
  { arguments: list }: PythonCall,
  name: string,
): PythonArgument | undefined => list.find((one) => one.name === name);

/** All names and strings in all of its files: whether anything of that name plays a part. */
export const mentions = ({ files }: PythonWork, pattern: RegExp): boolean =>
  files.some(({ source }) =>
    source.tokens.some(
      ({ kind, text }) => (kind === "name" || kind === "string") && pattern.test(text),
    ),
  );

/** What an argument is where that is plain: a string, or a constant of one of the files. */
export function stringOf(
  argument: PythonArgument | undefined,
  { files }: Pick<PythonWork, "files">,
): string | undefined {
  const last = argument?.tokens.at(-1);
  if (argument === undefined || last === undefined) return undefined;
  if (argument.tokens.length === 1 && last.kind === "string") return last.text;
  const isName = argument.tokens.every(({ kind, text }) => kind === "name" || text === ".");
  if (!isName) return undefined;
  for (const { source } of files) {
    const constant = source.constants.get(last.text);
    if (constant) return constant.text;
  }
  return undefined;
}
