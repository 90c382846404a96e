import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver/node";
import type { SourceTexts } from "#diagnostics/json.ts";
import { positionAt, type Span } from "#source/span.ts";
import type { AppSource } from "../app-source.ts";

/** Absolute, forward slashes; `undefined` for a document that is on no disk. */
export const pathOf = (uri: string): string | undefined =>
  uri.startsWith("file:") ? fileURLToPath(uri).replaceAll("\\", "/") : undefined;

export const uriOf = (file: string, { directory }: Pick<AppSource, "directory">): string =>
  pathToFileURL(isAbsolute(file) ? file : join(directory, file)).href;

/** As spans name a file. */
export const fileOf = (path: string, { directory }: Pick<AppSource, "directory">): string =>
  relative(directory, path).replaceAll("\\", "/");

/** Editors count lines and UTF-16 units from 0. */
export function rangeOf({ file, start, end }: Span, texts: SourceTexts): Range {
  const source = texts(file);
  const position = (offset: number) => {
    const { line, column } = source ? positionAt(source, offset) : { line: 1, column: 1 };
    return { line: line - 1, character: column - 1 };
  };
  return { start: position(start), end: position(Math.max(start, end)) };
}
