import { join } from "node:path/posix";
import { pythonScriptMissing } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { AppGraph, ClassReference } from "#graph/graph.ts";
import type { RunClass } from "#graph/map.ts";
import { maps, runsOf } from "#graph/pool.ts";
import { requirementsOf } from "#graph/requirements.ts";
import { allTabs } from "#graph/tab.ts";
import type { Work } from "#graph/work.ts";
import { pythonFiles } from "#parse/python-files.ts";
import { type BundleReference, bundlePath } from "#protocol/manifest.ts";
import { printLocked, requirementsPath } from "#protocol/requirements.ts";
import type { FileHost } from "#source/host.ts";

/** One file of a bundle; paths are relative to the bundle, with forward slashes. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundle extends BundleReference {
  readonly kind: "flow" | "work";
  /** The class whose code it is; absent on the flow's. */
  readonly class?: ClassReference;
  /** Names of the works that run it, in construction order; empty on the flow's and on those of map elements. */
  readonly works: readonly string[];
  /** Sorted by path: `index.mjs`, `index.mjs.map`, `thunderhead/host.mjs`, scripts, assets, `requirements.txt`. */
  readonly files: readonly BundleFile[];
}

export interface FileContext {
  readonly graph: AppGraph;
  readonly host: FileHost;
  readonly directory: string;
  readonly sink: Sink;
}

/** What lies beside a work's code: its script with the modules it imports, its assets, its requirements. */
export function filesBeside(work: Work, context: FileContext): readonly BundleFile[] {
  const paths = new Set([...scriptFiles(work, context), ...assetFiles(work, context)]);
  return [...filesAt([...paths].sort(), context), ...requirementsFile(work, context)];
}

const filesAt = (
  paths: readonly string[],
  { host, directory }: Pick<FileContext, "host" | "directory">,
): readonly BundleFile[] =>
  paths.flatMap((path) => {
    const bytes = host.readBytes(join(directory, path));
    return bytes === undefined ? [] : [{ path: bundlePath(path), bytes }];
  });

/** The same for a class whose works are made while the app runs. */
export function filesBesideElement(
  runs: readonly RunClass[],
  context: FileContext,
): readonly BundleFile[] {
  const paths = new Set(
    runs.flatMap(({ class: name, python }) => scriptFiles({ name, python }, context)),
  );
  return [...filesAt([...paths].sort(), context), ...lockedFile(runs)];
}

/** The web files that tabs show: they lie in the flow's bundle under the folder's own name. */
export function filesOfPages({ graph, host, directory }: FileContext): readonly BundleFile[] {
  const folders = allTabs(graph.tabs).flatMap(({ content }) =>
    content.kind === "static" ? [content.directory] : [],
  );
  const paths = new Set(
    folders.flatMap((folder) =>
      host.listFiles(join(directory, folder)).map((file) => join(folder, file)),
    ),
  );
  return filesAt([...paths].sort(), { host, directory });
}

/** What modules in a bundle name by `asset()` without it being known who uses it. */
export function filesOfModules(
  sources: readonly string[],
  context: FileContext,
): readonly BundleFile[] {
  const named = context.graph.assets.filter(
    ({ works, span }) => works.length === 0 && sources.includes(span.file),
  );
  return filesAt(named.flatMap(({ path }) => filesIn(path, context)).sort(), context);
}

function scriptFiles(
  { python, name }: Pick<Work, "python" | "name">,
  { host, directory, sink }: FileContext,
): readonly string[] {
  if (python === undefined) return [];
  const { script, scriptSpan } = python;
  if (host.isFile(join(directory, script))) return pythonFiles(script, { host, directory });
  sink.report(pythonScriptMissing(scriptSpan, { script, work: name, hint: "" }));
  return [];
}

function assetFiles({ name }: Work, context: FileContext): readonly string[] {
  const used = context.graph.assets.filter(({ works }) => works.includes(name));
  return used.flatMap(({ path }) => filesIn(path, context));
}

/** The file itself, or those of the folder. */
function filesIn(path: string, { host, directory }: FileContext): readonly string[] {
  const absolute = join(directory, path);
  if (host.isFile(absolute)) return [path];
  return host.listFiles(absolute).map((file) => join(path, file));
}

/** As locked; else as asked for. */
function requirementsFile(work: Work, { graph }: FileContext): readonly BundleFile[] {
  const elements = maps(graph).flatMap(runsOf);
  const runs = elements.filter((run) => run.class === work.class);
  const lines = requirementsOf(work);
  const locked = lockedFile([work, ...runs]);
  if (locked.length > 0 || lines.length === 0) return locked;
  return [{ path: requirementsPath, bytes: Buffer.from(`${lines.join("\n")}\n`) }];
}

/** A section for each list that runs from this bundle. Who else asks for it is no part of the code. */
function lockedFile(all: readonly Pick<RunClass, "locked">[]): readonly BundleFile[] {
  const sections = new Map(
    all.flatMap(({ locked }) =>
      locked ? [[`${locked.asked} ${locked.python}`, { ...locked, works: [] }]] : [],
    ),
  );
  if (sections.size === 0) return [];
  return [{ path: requirementsPath, bytes: Buffer.from(printLocked([...sections.values()])) }];
}
