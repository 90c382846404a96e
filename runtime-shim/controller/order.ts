import type { AttemptOrder, OutputPath, PinnedPath } from "#protocol/call.ts";
import type { ManifestPath, ManifestWork } from "#protocol/manifest.ts";
import type { Encoded, Json, JsonObject } from "#protocol/value.ts";
import { type Call, type Core, documentOf, type Ledger } from "./state.ts";
import { findVersion, pathView, previousVersion } from "./versions.ts";

/** What an attempt may read, or which Path it was given that is not there. */
export type Inputs =
  | { readonly kind: "whole"; readonly inputs: readonly PinnedPath[] }
  | { readonly kind: "missing"; readonly path: string; readonly version?: string | undefined };

interface Reference {
  readonly path: string;
  readonly version?: string | undefined;
}

/** Every Path among the arguments must be there; those of constructor and state come along where they are. */
export function inputsOf(core: Core, call: Call, work: ManifestWork): Inputs {
  const inputs = new Map<string, PinnedPath>();
  for (const reference of call.arguments.flatMap(referencesIn)) {
    const input = pin(core, reference);
    if (input === undefined) return { kind: "missing", ...reference };
    inputs.set(`${input.name}@${input.version}`, input);
  }
  for (const reference of [
    ...work.arguments,
    ...Object.values(documentOf(core, work.name)),
  ].flatMap(referencesIn)) {
    const input = reference.path.startsWith(`${work.name}.`) ? undefined : pin(core, reference);
    if (input !== undefined) inputs.set(`${input.name}@${input.version}`, input);
  }
  return { kind: "whole", inputs: [...inputs.values()] };
}

export interface OrderParts {
  readonly call: Call;
  readonly work: ManifestWork;
  readonly attempt: number;
  readonly inputs: readonly PinnedPath[];
}

/** An order is whole: an agent needs nothing else to try the call. */
export function orderOf(core: Core, { call, work, attempt, inputs }: OrderParts): AttemptOrder {
  const { settings, python, machine } = work;
  const url = core.live.routes.get(work.name);
  return {
    call: call.id,
    attempt,
    work: work.name,
    workId: work.id,
    generation: core.ledger.works.get(work.name)?.generation ?? 0,
    bundle: work.bundle.directory,
    constructorArguments: work.arguments.map((value) => pinIn(core.ledger, value)),
    arguments: call.arguments.map((value) => pinIn(core.ledger, value)),
    inputs,
    outputs: [...core.live.paths.values()]
      .filter(({ producer }) => producer === work.name)
      .map((path) => outputOf(core.ledger, path, call)),
    state: mapValues(documentOf(core, work.name), (value) => pinIn(core.ledger, value)),
    settings,
    ...(python && { python }),
    config: core.live.config,
    ...(machine.nodes > 1 && { nodes: machine.nodes }),
    ...(machine.mounts && { mounts: machine.mounts }),
    // Elsewhere, what listens on loopback only is heard by nobody.
    host: settings.host ?? (core.live.placement === "one" ? "127.0.0.1" : "0.0.0.0"),
    ...(settings.timeout !== undefined && { timeout: settings.timeout }),
    ...(url !== undefined && { url }),
  };
}

function pin({ ledger, live }: Core, { path, version }: Reference): PinnedPath | undefined {
  const described = live.paths.get(path);
  const meant = version ?? pathView(ledger, path).committed;
  const found = meant === undefined ? undefined : findVersion(ledger, path, meant);
  if (described === undefined || found === undefined) return undefined;
  return {
    name: path,
    producer: described.producer,
    producerId: producerId(live.works, described),
    pathId: described.id,
    relative: described.path,
    version: found.version,
    manifest: found.manifest,
    verify: described.verify,
  };
}

const producerId = (works: ReadonlyMap<string, ManifestWork>, { producer }: ManifestPath): string =>
  works.get(producer)?.id ?? producer;

function outputOf(ledger: Ledger, path: ManifestPath, call: Call): OutputPath {
  const previous = previousVersion(ledger, path.name, call.id);
  return {
    name: path.name,
    pathId: path.id,
    field: path.field,
    relative: path.path,
    ...(previous && { previous: { version: previous.version, manifest: previous.manifest } }),
    verify: path.verify,
  };
}

/** References that were not pinned when they were written mean what is committed now. */
function pinIn(ledger: Ledger, value: Encoded): Encoded {
  if (Array.isArray(value)) return value.map((item) => pinIn(ledger, item));
  if (!isRecord(value)) return value;
  if (value["$"] !== "path") return mapValues(value, (item) => pinIn(ledger, item));
  const { committed } = pathView(ledger, `${String(value["owner"])}.${String(value["field"])}`);
  return value["version"] !== undefined || committed === undefined
    ? value
    : { ...value, version: committed };
}

/** Every Path that a value refers to, with the version where it is pinned. */
export function referencesIn(value: Encoded): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  if (value["$"] === "object" && isRecord(value["value"]))
    return Object.values(value["value"]).flatMap(referencesIn);
  if (value["$"] !== "path") return Object.values(value).flatMap(referencesIn);
  const { owner, field, version } = value;
  return [
    { path: `${String(owner)}.${String(field)}`, ...(typeof version === "string" && { version }) },
  ];
}

const mapValues = (
  fields: Readonly<Record<string, Json>>,
  change: (value: Json) => Json,
): Record<string, Json> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]));

const isRecord = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
