import type { Location, Message } from "esbuild";
import {
  bundleFailed,
  bundleNativeAddon,
  moduleUnresolvedImport,
} from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { FileHost } from "#source/host.ts";
import { type SourceText, type Span, sourceText } from "#source/span.ts";
import { nativeAddon } from "./bundle-build.ts";

interface Context {
  readonly host: FileHost;
  readonly directory: string;
}

/** What esbuild could not do, as diagnostics at the import or line it names. */
export function bundleProblem(message: Message, context: Context): Diagnostic {
  const span = message.location ? spanOf(message.location, context) : undefined;
  if (message.detail === nativeAddon) return bundleNativeAddon(span, { addon: message.text });
  const unresolved = /^Could not resolve "(.+)"/.exec(message.text)?.[1];
  if (unresolved !== undefined)
    return moduleUnresolvedImport(span, { specifier: unresolved, hint: hintOf(message) });
  return bundleFailed(span, { detail: message.text.replace(/\.$/, "") });
}

const hintOf = ({ notes }: Message): string => notes[0]?.text ?? "";

/** esbuild counts columns in bytes, and names files from the working directory, sometimes with a suffix. */
function spanOf(location: Location, { host, directory }: Context): Span | undefined {
  const file = location.file.replace(/\?.*$/, "");
  const text = host.readText(`${directory}/${file}`);
  if (text === undefined) return undefined;
  const start =
    lineStart(sourceText(file, text), location.line) + units(location.lineText, 0, location.column);
  const length = units(location.lineText, location.column, location.column + location.length);
  return { file, start, end: start + Math.max(length, 1) };
}

const lineStart = ({ lineStarts }: SourceText, line: number): number => lineStarts[line - 1] ?? 0;

const units = (line: string, from: number, to: number): number =>
  Buffer.from(line).subarray(from, to).toString("utf8").length;
