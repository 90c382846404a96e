/**
 * Compares what two programs register, as the engine would on the way from one to the other: same URN, or an
 * alias that names the old one; then property by property. A change of a property that cannot be changed in
 * place makes the resource anew, and so does the replacement of what such a property is made from. Which
 * properties those are is the provider's table; nothing else here depends on a cloud.
 */
import type { ReviewTable } from "#plan/review.ts";
import { formerUrns } from "./aliases.ts";
import {
  changedProperties,
  mapFields,
  type PropertyChange,
  textPaths,
  touches,
} from "./properties.ts";
import { nameInUrn, type Registered } from "./registration.ts";

export type Fate = "created" | "deleted" | "updated" | "replaced" | "same";

export interface ResourceChange {
  readonly fate: Fate;
  /** Under its new names, where it was renamed. */
  readonly before?: Registered | undefined;
  readonly after?: Registered | undefined;
  readonly properties: readonly PropertyChange[];
  /** Paths of those that make a replacement necessary. */
  readonly causes: readonly string[];
  /** Where an alias leads: the name it had. */
  readonly formerName?: string | undefined;
}

export interface Comparison {
  /** Those of the new program in its order, then what is deleted. */
  readonly changes: readonly ResourceChange[];
  /** Old name → new name, of everything that moved. */
  readonly renamed: ReadonlyMap<string, string>;
}

type Replacements = ReviewTable["replacements"];

export function compare(
  before: readonly Registered[],
  after: readonly Registered[],
  replacements: Replacements,
): Comparison {
  const { pairs, renamed } = match(before, after);
  const matched = new Set([...pairs.values()].map(({ urn }) => urn));
  const found = after.map((one): ResourceChange => {
    const old = pairs.get(one);
    if (!old) return { fate: "created", after: one, properties: [], causes: [] };
    const formerName = old.name === one.name ? undefined : old.name;
    const known = underNewNames(old, { renamed, urn: one.urn, name: one.name });
    return { ...changeOf(known, one, replacements), formerName };
  });
  const deleted = before
    .filter(({ urn }) => !matched.has(urn))
    .map((one): ResourceChange => {
      const known = underNewNames(one, { renamed, urn: one.urn, name: one.name });
      return { fate: "deleted", before: known, properties: [], causes: [] };
    });
  return { changes: [...withFollowers(found, replacements), ...deleted], renamed };
}

/** Pairs are new → old. What has its URN still comes before what an alias claims. */
export function match(before: readonly Registered[], after: readonly Registered[]) {
  const old = new Map(before.map((one) => [one.urn, one]));
  const now = new Map(after.map((one) => [one.urn, one]));
  const pairs = new Map<Registered, Registered>();
  for (const one of after) {
    const urn = [one.urn, ...formerUrns(one, now)].find(
      (candidate) => old.has(candidate) && (candidate === one.urn || !now.has(candidate)),
    );
    const found = urn === undefined ? undefined : old.get(urn);
    if (!found) continue;
    old.delete(found.urn);
    pairs.set(one, found);
  }
  const renamed = new Map(
    [...pairs].flatMap(([one, { name }]) => (name === one.name ? [] : [[name, one.name] as const])),
  );
  return { pairs, renamed };
}

interface NewNames {
  readonly renamed: ReadonlyMap<string, string>;
  readonly urn: string;
  readonly name: string;
}

/** References by name follow the rename: `${clean.arn}` is `${tidy.arn}` and no change. */
function underNewNames(old: Registered, { renamed, urn, name }: NewNames): Registered {
  if (renamed.size === 0) return { ...old, urn, name };
  const rewrite = (text: string): string =>
    text.replaceAll(/\$\{([^.}]+)(?=[.}])/g, (whole, named: string) => {
      const now = renamed.get(named);
      return now === undefined ? whole : `\${${now}`;
    });
  return { ...old, urn, name, inputs: mapFields(old.inputs, rewrite) };
}

function changeOf(
  before: Registered,
  after: Registered,
  replacements: Replacements,
): ResourceChange {
  const ignored = after.options.ignoreChanges ?? [];
  const properties = changedProperties(before.inputs, after.inputs).filter(
    ({ path }) => !ignored.some((one) => one === "*" || touches(path, one)),
  );
  return { ...judged(after, properties, replacements), before, after };
}

function judged(
  { type, options }: Registered,
  properties: readonly PropertyChange[],
  replacements: Replacements,
): Pick<ResourceChange, "fate" | "properties" | "causes"> {
  const forcing = [...(replacements[type] ?? []), ...(options.replaceOnChanges ?? [])];
  const causes = properties
    .map(({ path }) => path)
    .filter((path) => forcing.some((one) => one === "*" || touches(path, one)));
  const fate = causes.length > 0 ? "replaced" : properties.length > 0 ? "updated" : "same";
  return { fate, properties, causes };
}

/** What is made from a replaced resource gets another value where it names it, and may be replaced in turn. */
function withFollowers(
  changes: readonly ResourceChange[],
  replacements: Replacements,
): readonly ResourceChange[] {
  let current = changes;
  for (;;) {
    const replaced = new Set(
      current.flatMap(({ fate, after }) => (fate === "replaced" && after ? [after.urn] : [])),
    );
    const next = current.map((change) => follow(change, { replaced, replacements }));
    if (next.every((change, index) => change === current[index])) return next;
    current = next;
  }
}

function follow(
  change: ResourceChange,
  context: { readonly replaced: ReadonlySet<string>; readonly replacements: Replacements },
): ResourceChange {
  const { after, before } = change;
  if (!after || !before) return change;
  const known = new Set(change.properties.map(({ path }) => path));
  const more = followed(after, context.replaced).filter(({ path }) => !known.has(path));
  const ignored = after.options.ignoreChanges ?? [];
  const counted = more.filter(({ path }) => !ignored.some((one) => touches(path, one)));
  if (counted.length === 0) return change;
  return {
    ...change,
    ...judged(after, [...change.properties, ...counted], context.replacements),
  };
}

function followed(
  { inputs, references }: Registered,
  replaced: ReadonlySet<string>,
): readonly PropertyChange[] {
  return Object.entries(references).flatMap(([key, urns]) =>
    urns
      .filter((urn) => replaced.has(urn))
      .flatMap((urn) => {
        const name = nameInUrn(urn);
        const isMeant = (text: string) =>
          text.includes(`\${${name}.`) || text.includes(`\${${name}}`);
        return textPaths(inputs[key] ?? null, { at: key, isMeant }).map(
          (path): PropertyChange => ({ path, follows: name }),
        );
      }),
  );
}
