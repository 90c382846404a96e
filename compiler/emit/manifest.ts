/**
 * The manifest: the app graph and its bundles as the runtime reads them, one JSON object per compile. It
 * holds what a run needs and no cloud: which group a work runs on, not what that group is made of. A change
 * of code alone changes this object and bundles, and no machine.
 */
import { createHash } from "node:crypto";
import { InternalError } from "#diagnostics/sink.ts";
import { type AppGraph, type ClassReference, type Component, works } from "#graph/graph.ts";
import { type MachineGroup, machineGroups } from "#graph/machine-group.ts";
import type { ComponentMap } from "#graph/map.ts";
import type { ConfigValue } from "#graph/needs.ts";
import type { PathNode } from "#graph/path.ts";
import { mostAtOnce } from "#graph/pool.ts";
import { requirementsOf } from "#graph/requirements.ts";
import type { Work } from "#graph/work.ts";
import {
  type BundleReference,
  type Manifest,
  type ManifestComponent,
  type ManifestConfig,
  type ManifestMap,
  type ManifestPath,
  type ManifestWork,
  manifestVersion,
} from "#protocol/manifest.ts";
import type { Bundle, BundleFile } from "./bundle-files.ts";

export function manifest(graph: AppGraph, bundles: readonly Bundle[]): Manifest {
  const groups = machineGroups(graph);
  return {
    version: manifestVersion,
    app: { name: graph.app.name, title: graph.app.title, entry: graph.app.file },
    flow: referenceTo(
      bundles.find(({ kind }) => kind === "flow"),
      "the flow",
    ),
    components: graph.components.map(componentOf),
    works: works(graph).map((work) => workOf(work, { bundles, groups })),
    maps: graph.components.flatMap((component) =>
      component.kind === "map" ? [mapOf(component, bundles)] : [],
    ),
    paths: graph.paths.map(pathOf),
    reads: readsOf(graph),
    order: graph.order,
    secrets: graph.secrets.map(({ name, works: readers }) => ({ name, works: readers })),
    config: graph.config.map(configOf),
    renamed: Object.fromEntries(
      graph.components.flatMap(({ name, formerly = [] }) => formerly.map((old) => [old, name])),
    ),
  };
}

/** As it lies in infra/bundles: named by its content, so that a stack's one pointer to it changes with it. */
export function manifestFile(content: Manifest): BundleFile {
  const bytes = manifestBytes(content);
  return {
    path: `manifest-${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}.json`,
    bytes,
  };
}

/** Indented, for people; keys in the order of the protocol's type. */
export const manifestBytes = (content: Manifest): Uint8Array =>
  Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`);

function referenceTo(bundle: Bundle | undefined, what: string): BundleReference {
  if (bundle === undefined) throw new InternalError(`There is no bundle for ${what}.`);
  return { directory: bundle.directory, hash: bundle.hash };
}

function componentOf(component: Component): ManifestComponent {
  const { name, id, kind, parent } = component;
  return {
    name,
    id,
    kind,
    ...(component.kind !== "map" && { class: component.class }),
    ...(parent !== undefined && { parent }),
  };
}

interface WorkContext {
  readonly bundles: readonly Bundle[];
  readonly groups: readonly MachineGroup[];
}

function workOf(work: Work, { bundles, groups }: WorkContext): ManifestWork {
  const { name, id, compute, python } = work;
  const group = groups.find(({ works: members }) => members.includes(work));
  if (group === undefined) throw new InternalError(`There is no machine group for ${name}.`);
  return {
    name,
    id,
    class: work.class,
    bundle: referenceTo(
      bundles.find(({ works: runners }) => runners.includes(name)),
      name,
    ),
    arguments: work.arguments,
    settings: work.settings,
    machine: {
      group: group.name,
      nodes: compute.nodes,
      idleTimeout: compute.idleTimeout,
      interruptible: compute.interruptible,
      ...(compute.mounts.length > 0 && {
        mounts: compute.mounts.map(({ source, target }) => ({ source, target })),
      }),
    },
    ...(python && { python: { script: python.script, requirements: requirementsOf(work) } }),
  };
}

const mapOf = (map: ComponentMap, bundles: readonly Bundle[]): ManifestMap => {
  const { name, id, max, elements } = map;
  const runs = elements.flatMap((element) => element.runs);
  const classes = [...new Set(runs.map((run) => run.class))];
  const found = (reference: ClassReference) => bundles.find((bundle) => bundle.class === reference);
  const scripts = Map.groupBy(
    runs.filter(({ python }) => python !== undefined),
    (run) => run.class,
  );
  return {
    name,
    id,
    max,
    machines: mostAtOnce(map),
    classes: Object.fromEntries(
      classes.map((reference) => [reference, referenceTo(found(reference), reference)]),
    ),
    ...(scripts.size > 0 && {
      scripts: Object.fromEntries(
        [...scripts].map(([reference, some]) => [
          reference,
          [...new Set(some.flatMap(({ python }) => python?.script ?? []))],
        ]),
      ),
    }),
  };
};

const pathOf = ({ name, id, producer, field, path, keep, verify }: PathNode): ManifestPath => ({
  name,
  id,
  producer,
  field,
  path,
  keep,
  verify,
});

const configOf = ({ name, type, values, fallback }: ConfigValue): ManifestConfig => ({
  name,
  type,
  ...(values && { values }),
  ...(fallback !== undefined && { fallback }),
});

/** Consumers in construction order, each with its Paths in the order of the graph. */
function readsOf({ components, edges, paths }: AppGraph): Manifest["reads"] {
  const reads = components.flatMap(({ name }) => {
    const read = new Set(edges.filter(({ consumer }) => consumer === name).map(({ path }) => path));
    const ordered = paths.map((path) => path.name).filter((path) => read.has(path));
    return ordered.length === 0 ? [] : [[name, ordered] as const];
  });
  return Object.fromEntries(reads);
}
