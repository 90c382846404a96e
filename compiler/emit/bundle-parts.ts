import { createHash } from "node:crypto";
import { basename, join } from "node:path/posix";
import { InternalError } from "#diagnostics/sink.ts";
import { type AppGraph, type ClassReference, works } from "#graph/graph.ts";
import type { MapElement, RunClass } from "#graph/map.ts";
import type { Work } from "#graph/work.ts";
import type { Entry } from "./bundle-build.ts";
import { type BundleFile, filesBeside, filesBesideElement, filesOfPages } from "./bundle-files.ts";
import type { BundleOptions } from "./bundle-options.ts";
import { type Slicer, slicer } from "./slice.ts";

/** A bundle to be: where its code starts, and what lies beside it. */
export interface Part {
  readonly name: string;
  readonly entry: Entry;
  readonly class?: ClassReference;
  readonly works: readonly string[];
  readonly beside: readonly BundleFile[];
}

/** The flow's first, then one per class and what lies beside it. */
export function partsOf(graph: AppGraph, options: BundleOptions): readonly Part[] {
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
  for (const [reference, runs] of Map.groupBy(elementRuns(graph), (run) => run.class)) {
    if ([...parts.values()].some((part) => part.class === reference)) continue;
    const entry = entryOf(reference);
    parts.set(reference, {
      name: classWords(reference),
      entry,
      class: reference,
      works: [],
      beside: filesBesideElement(runs, { ...options, graph }),
    });
  }
  const flow: Part = {
    name: "flow",
    entry: { kind: "flow", module: graph.app.file },
    works: [],
    beside: filesOfPages({ ...options, graph }),
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

const elementsOf = (graph: AppGraph): readonly MapElement[] =>
  graph.components.flatMap((component) => (component.kind === "map" ? component.elements : []));

const elementRuns = (graph: AppGraph): readonly RunClass[] =>
  elementsOf(graph).flatMap(({ runs }) => runs);

/** Classes that the flow's thread must know by reference: of elements, and of the works they own. */
export const elementClasses = (graph: AppGraph): readonly ClassReference[] => [
  ...new Set([
    ...elementsOf(graph).map((element) => element.class),
    ...elementRuns(graph).map((run) => run.class),
  ]),
];

/** `app.ts#ServeFile` → `serve-file`; a default export goes by its module. */
function classWords(reference: ClassReference): string {
  const { module, binding } = classParts(reference);
  const name = binding === "default" ? basename(module).replace(/\.[a-z]+$/, "") : binding;
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}

export function classParts(reference: ClassReference): {
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

export const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");
