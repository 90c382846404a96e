import type { ReviewedResource, ReviewFacts, ReviewTable } from "#plan/review.ts";
import { type Comparison, compare, type ResourceChange } from "./compare.ts";
import type { Registered } from "./registration.ts";
import { originKey, type PathFact, type Side } from "./side.ts";

/** Everything that verdicts look at: both programs, what they are made of, and what differs. */
export interface Reviewed {
  readonly before: Side;
  readonly after: Side;
  readonly comparison: Comparison;
  /** Of the old program under its new names. */
  readonly was: ReviewFacts;
  readonly is: ReviewFacts;
  readonly table: ReviewTable;
  /** Old name of a component → new name. */
  readonly renamed: ReadonlyMap<string, string>;
}

export function reviewed(before: Side, after: Side, table: ReviewTable): Reviewed {
  const comparison = compare(before.registered, after.registered, table.replacements);
  const renamed = renamedComponents(before, after, comparison);
  const context = { before, after, comparison, table, renamed };
  const old = comparison.changes.flatMap((change) => resourcesOf(change, context).before ?? []);
  const now = comparison.changes.flatMap((change) => resourcesOf(change, context).after ?? []);
  return { ...context, was: underNewNames(table.read(old), renamed), is: table.read(now) };
}

/** What one program alone amounts to. */
export const factsOfSide = (side: Side, table: ReviewTable): ReviewFacts =>
  table.read(side.registered.map((one) => ({ ...one, component: componentOf(one, side) })));

/** Machines that a renamed component has for itself are called after it. */
function underNewNames(facts: ReviewFacts, renamed: Reviewed["renamed"]): ReviewFacts {
  const now = <Labelled extends { readonly group: string }>(one: Labelled): Labelled => ({
    ...one,
    group: renamed.get(one.group) ?? one.group,
  });
  const traffic = facts.traffic.map((one) => ({
    ...one,
    pathsOf: renamed.get(one.pathsOf) ?? one.pathsOf,
  }));
  const [prices, machines] = [facts.prices.map(now), facts.machines.map(now)];
  return { ...facts, prices, machines, traffic };
}

/** Both ends of a change as a provider sees them. */
export function resourcesOf(
  change: ResourceChange,
  { before, after, renamed }: Pick<Reviewed, "before" | "after" | "renamed">,
): {
  readonly before?: ReviewedResource | undefined;
  readonly after?: ReviewedResource | undefined;
} {
  const name = change.formerName ?? change.before?.name ?? "";
  const oldComponent = change.before && componentOf({ ...change.before, name }, before);
  return {
    before: change.before && {
      ...change.before,
      component: oldComponent && (renamed.get(oldComponent) ?? oldComponent),
    },
    after: change.after && { ...change.after, component: componentOf(change.after, after) },
  };
}

/** What only a stack's values bring (a rule for each network) is its parent's. */
const componentOf = (
  one: Pick<Registered, "type" | "name" | "parent">,
  { origins }: Side,
): string | undefined => {
  const known = origins.get(originKey(one)) ?? (one.parent && origins.get(keyOf(one.parent)));
  return (known || undefined)?.component ?? undefined;
};

/** `urn:pulumi:dev::boring::a:b:C$d:e:F::name` → `d:e:F name` */
function keyOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return originKey({ type: types.replace(/^.*\$/, ""), name: name.join("::") });
}

/** By id, where both sides know them: the lock says so. Else by what aliases moved. */
function renamedComponents(
  before: Side,
  after: Side,
  { changes }: Comparison,
): ReadonlyMap<string, string> {
  const byId = new Map(after.components.map(({ id, name }) => [id, name]));
  const same = before.components.flatMap(({ id, name }) => {
    const now = byId.get(id);
    return now === undefined || now === name ? [] : [[name, now] as const];
  });
  const moved = changes.flatMap((change) => {
    if (!change.after || change.formerName === undefined) return [];
    const was = componentOf({ type: change.after.type, name: change.formerName }, before);
    const now = componentOf(change.after, after);
    return was === undefined || now === undefined || was === now ? [] : [[was, now] as const];
  });
  return new Map([...moved, ...same]);
}

/** A component's Paths, by their names. */
export const pathsOf = ({ paths }: Side, component: string): readonly PathFact[] =>
  paths.filter(({ producer }) => producer === component);
