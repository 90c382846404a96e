import type { Location, Message } from "esbuild";
import {
  bundleCaseClash,
  bundleFailed,
  bundleNativeAddon,
  bundleTooBig,
  moduleUnresolvedImport,
} from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import type { FileHost } from "#source/host.ts";
import { type SourceText, type Span, sourceText } from "#source/span.ts";
import { nativeAddon } from "./bundle-build.ts";
import type { Bundle } from "./bundle-files.ts";

/** Bytes; more of it makes every deploy and every start of a machine wait. */
const bigBundle = 64 * 1024 * 1024;

/** A bundle that nobody meant to be so big, with what takes most of it. */
export function tooBig(bundle: Bundle, graph: AppGraph): Diagnostic | undefined {
  const sizes = sizesByFolder(bundle);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  if (total <= bigBundle) return undefined;
  const biggest = sizes.slice(0, 3).filter(([, size]) => size > total / 20);
  const [name = ""] = bundle.works;
  const values = {
    bundle: bundle.kind === "flow" ? "the flow" : name,
    size: megabytes(total),
    biggest: biggest.map(([path, size]) => `\`${path}\` ${megabytes(size)}`).join(", "),
  };
  return bundleTooBig(placeOf(name, graph, biggest[0]?.[0] ?? ""), values);
}

/** Two of its files that a disk of macOS or Windows takes for one. */
export function caseClash({ kind, files, works: [name = ""] }: Bundle, graph: AppGraph) {
  const byLetters = Map.groupBy(files, ({ path }) => path.toLowerCase());
  const [one, other] = [...byLetters.values()].find(({ length }) => length > 1) ?? [];
  if (!one || !other) return undefined;
  const bundle = kind === "flow" ? "the flow" : name;
  const values = { bundle, one: one.path, other: other.path };
  return bundleCaseClash(placeOf(name, graph, one.path), values);
}

/** The two outermost folders and the bytes below them, biggest first. */
function sizesByFolder({ files }: Bundle): readonly (readonly [folder: string, size: number])[] {
  const sizes = new Map<string, number>();
  for (const { path, bytes } of files)
    sizes.set(outermost(path), (sizes.get(outermost(path)) ?? 0) + bytes.byteLength);
  return [...sizes].toSorted(([, a], [, b]) => b - a);
}

const outermost = (path: string): string => path.split("/").slice(0, 2).join("/");

/** Where the app names the biggest of it; else the work, or the page. */
function placeOf(name: string, graph: AppGraph, biggest: string): Span | undefined {
  const asset = graph.assets.find(
    ({ works: users, path }) => users.includes(name) && biggest.startsWith(outermost(path)),
  );
  const page = graph.tabs.find(({ content }) => content.kind === "static");
  const work = works(graph).find((one) => one.name === name);
  return (asset ?? work ?? page)?.span;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

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
