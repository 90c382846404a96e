/**
 * Bundles: everything a work, or the flow, needs to run on a machine that has never seen the project. One
 * esbuild call makes all of them: the flow's holds the whole app, a work's only its class and what that
 * reaches. They are content-addressed and the same bytes from any checkout, so equal code is uploaded once
 * and a call can name the code that ran it. Bundling knows nothing of clouds and writes no file: `bundle`
 * answers in memory, `bundle-write.ts` puts the result where a run or a program wants it.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { InternalError, type Sink } from "#diagnostics/sink.ts";
import { type AppGraph, type ClassReference, works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { BundleReference } from "#protocol/manifest.ts";
import type { FileHost } from "#source/host.ts";
import { type BuiltCode, buildEntries, type Entry } from "./bundle-build.ts";
import { type BundleFile, filesBeside } from "./bundle-files.ts";
import { portableMap } from "./bundle-map.ts";
import { bundleProblem } from "./bundle-problems.ts";
import { type Slicer, slicer } from "./slice.ts";

export interface Bundle extends BundleReference {
  readonly kind: "flow" | "work";
  /** The class whose code it is; absent on the flow's. */
  readonly class?: ClassReference;
  /** Names of the works that run it, in construction order; empty on the flow's and on those of map elements. */
  readonly works: readonly string[];
  /** Sorted by path: `index.mjs`, `index.mjs.map`, scripts, assets, `requirements.txt`. */
  readonly files: readonly BundleFile[];
}

export interface BundleOptions {
  readonly host: FileHost;
  /** The app's folder, absolute with forward slashes. */
  readonly directory: string;
  readonly sink: Sink;
  /** Called at most once, when the bundler needs nothing more from this thread: the time for other work. */
  readonly onIdle?: () => void;
}

/** The flow's bundle first. `undefined` where something could not be bundled; the sink has heard of it. */
export async function bundle(
  graph: AppGraph,
  options: BundleOptions,
): Promise<readonly Bundle[] | undefined> {
  const parts = partsOf(graph, options);
  const entries = [...new Set(parts.map(({ entry }) => entry))];
  const built = await buildEntries({ ...options, entries, dist: ownDist() });
  if (built.kind === "failed") {
    for (const message of built.messages) options.sink.report(bundleProblem(message, options));
    return undefined;
  }
  return parts.flatMap((part) => {
    const code = built.outputs[entries.indexOf(part.entry)];
    return code ? [assemble(part, code, options)] : [];
  });
}

/** A bundle to be: where its code starts, and what lies beside it. */
interface Part {
  readonly name: string;
  readonly entry: Entry;
  readonly class?: ClassReference;
  readonly works: readonly string[];
  readonly beside: readonly BundleFile[];
}

function partsOf(graph: AppGraph, options: BundleOptions): readonly Part[] {
  const entryOf = entryFinder(options);
  const parts = new Map<string, Part>();
  for (const work of works(graph)) {
    const beside = filesBeside(work, { ...options, graph });
    const key = JSON.stringify([
      work.class,
      beside.map(({ path, bytes }) => [path, sha256(bytes)]),
    ]);
    const part = parts.get(key) ?? partFor(work, entryOf(work.class), beside);
    parts.set(key, { ...part, works: [...part.works, work.name] });
  }
  for (const reference of elementClasses(graph)) {
    if ([...parts.values()].some((part) => part.class === reference)) continue;
    const entry = entryOf(reference);
    parts.set(reference, {
      name: classWords(reference),
      entry,
      class: reference,
      works: [],
      beside: [],
    });
  }
  const flow: Part = {
    name: "flow",
    entry: { kind: "flow", module: graph.app.file },
    works: [],
    beside: [],
  };
  return [flow, ...parts.values()];
}

const partFor = (work: Work, entry: Entry, beside: readonly BundleFile[]): Part => ({
  name: entry.kind === "package" ? work.name.replaceAll(".", "-") : classWords(work.class),
  entry,
  class: work.class,
  works: [],
  beside,
});

const elementClasses = (graph: AppGraph): readonly ClassReference[] =>
  graph.components.flatMap((component) =>
    component.kind === "map" ? component.elements.map((element) => element.class) : [],
  );

/** `app.ts#ServeFile` → `serve-file`; a default export goes by its module. */
function classWords(reference: ClassReference): string {
  const { module, binding } = classParts(reference);
  const name = binding === "default" ? basename(module).replace(/\.[a-z]+$/, "") : binding;
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}

function classParts(reference: ClassReference): {
  readonly module: string;
  readonly binding: string;
} {
  const at = reference.lastIndexOf("#");
  return { module: reference.slice(0, at), binding: reference.slice(at + 1) };
}

/** One entry per class, each module parsed once however many classes are cut out of it. */
function entryFinder(options: BundleOptions): (reference: ClassReference) => Entry {
  const slicers = new Map<string, Slicer>();
  const found = new Map<ClassReference, Entry>();
  return (reference) => {
    const entry = found.get(reference) ?? entryFor(classParts(reference), { ...options, slicers });
    found.set(reference, entry);
    return entry;
  };
}

function entryFor(
  { module, binding }: ReturnType<typeof classParts>,
  { host, directory, slicers }: BundleOptions & { readonly slicers: Map<string, Slicer> },
): Entry {
  if (!/\.[cm]?[jt]sx?$/.test(module)) return { kind: "package", specifier: module, binding };
  const cut = slicers.get(module) ?? slicer(module, host.readText(join(directory, module)) ?? "");
  slicers.set(module, cut);
  const slice = cut(binding);
  if (slice === undefined) throw new InternalError(`${module} binds no ${binding} at top level.`);
  return { kind: "slice", module, binding, slice };
}

function assemble(
  { name, entry, beside, ...part }: Part,
  { code, map }: BuiltCode,
  { host, directory }: BundleOptions,
): Bundle {
  const banner = commonJsBanner(code);
  const portable = portableMap(map, {
    host,
    directory,
    dist: ownDist(),
    linesAdded: banner === "" ? 0 : 1,
    sliced: entry.kind === "slice" ? { [entry.module]: entry.slice.text } : {},
  });
  const files = [
    {
      path: "index.mjs",
      bytes: Buffer.from(`${banner}${code}//# sourceMappingURL=index.mjs.map\n`),
    },
    { path: "index.mjs.map", bytes: Buffer.from(portable) },
    ...beside,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const hash = listingHash(files);
  return {
    ...part,
    kind: entry.kind === "flow" ? "flow" : "work",
    directory: `${name}-${hash.slice(0, 8)}`,
    hash,
    files,
  };
}

/** What CommonJS packages expect to find, on one line; nothing where nobody asks for it. */
function commonJsBanner(code: string): string {
  const asks = (name: string) =>
    new RegExp(`\\b${name}\\b`).test(code) &&
    !new RegExp(`\\b(const|let|var) ${name}\\b`).test(code);
  const lines = [
    code.includes("var __require = ")
      ? 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
      : "",
    asks("__dirname") ? "const __dirname = import.meta.dirname;" : "",
    asks("__filename") ? "const __filename = import.meta.filename;" : "",
  ].filter(Boolean);
  return lines.length === 0 ? "" : `${lines.join(" ")}\n`;
}

/** sha-256, hex, of one `path hash` line per file. */
const listingHash = (files: readonly BundleFile[]): string =>
  sha256(files.map(({ path, bytes }) => `${path} ${sha256(bytes)}\n`).join(""));

const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

/** This package's `dist/`: where this file runs from, or beside the sources it runs from. */
function ownDist(): string {
  const here = fileURLToPath(import.meta.url).replaceAll("\\", "/");
  const built = /^(.*)\/dist\/[^/]+\.js$|^(.*)\/dist\/chunks\/[^/]+\.js$/.exec(here);
  const root = built?.[1] ?? built?.[2] ?? dirname(dirname(dirname(here)));
  return `${root}/dist`;
}
