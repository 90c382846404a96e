import type { Location, Message } from "esbuild";
import {
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
  const sizes = new Map<string, number>();
  for (const { path, bytes } of bundle.files) {
    const folder = path.split("/").slice(0, 2).join("/");
    sizes.set(folder, (sizes.get(folder) ?? 0) + bytes.byteLength);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (total <= bigBundle) return undefined;
  const biggest = [...sizes].toSorted(([, a], [, b]) => b - a).slice(0, 3);
  const list = biggest
    .filter(([, size]) => size > total / 20)
    .map(([path, size]) => `\`${path}\` ${megabytes(size)}`);
  const [name = ""] = bundle.works;
  const work = works(graph).find((one) => one.name === name);
  const asset = graph.assets.find(
    (one) =>
      one.works.includes(name) &&
      (biggest[0]?.[0] ?? "").startsWith(one.path.split("/").slice(0, 2).join("/")),
  );
  const page = graph.tabs.find(({ content }) => content.kind === "static");
  const span = asset?.span ?? (bundle.kind === "flow" ? page?.span : work?.span);
  const values = {
    bundle: bundle.kind === "flow" ? "the flow" : name,
    size: megabytes(total),
    biggest: list.join(", "),
  };
  return bundleTooBig(span, values);
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
