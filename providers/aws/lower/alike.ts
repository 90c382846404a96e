/**
 * Works that one place of the source makes, in a loop or a helper, and that differ in nothing but their names:
 * the program has a loop for them too. What it registers is the same as if each stood in a file of its own,
 * so that a work which becomes different moves in the text and nowhere else.
 */
import { type AppGraph, type ComponentName, works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import type { AwsOptions } from "../options.ts";

export interface AlikeWorks {
  /** What their names have in common: `shards` of `shards.0` and `shards.1`. */
  readonly name: string;
  readonly works: readonly Work[];
}

/** Fewer are better read one by one. */
const fewest = 5;

export interface Apart {
  /** Producers that a consumer is handed Paths of. */
  readonly reads: ReadonlyMap<ComponentName, readonly Work[]>;
  /** By work, where one has capacity of its own. */
  readonly reservations: AwsOptions["reservations"];
}

/** By work. */
export function alikeWorks(
  graph: AppGraph,
  { reads, reservations = {} }: Apart,
): ReadonlyMap<ComponentName, AlikeWorks> {
  const uses = usesOf(graph);
  const writers = writersOf(graph);
  const keyed = works(graph).filter(canBeOneOfMany);
  const sets = Map.groupBy(keyed, (work) =>
    JSON.stringify([
      [prefixOf(work.name), work.class, work.span.file, work.span.start],
      machineOf(work),
      reservations[work.name],
      writers.get(work.name),
      reads.get(work.name)?.map(({ name }) => name),
      uses.get(work.name),
    ]),
  );
  const taken = new Set<string>();
  const found = new Map<ComponentName, AlikeWorks>();
  for (const members of sets.values()) {
    const name = prefixOf(members[0]?.name ?? "");
    if (members.length < fewest || taken.has(name)) continue;
    taken.add(name);
    const alike = { name, works: members };
    for (const work of members) found.set(work.name, alike);
  }
  return found;
}

/** One that is reached has a place of its own on the balancer; one that was renamed has aliases of its own. */
const canBeOneOfMany = ({ port, formerly = [], name, compute }: Work): boolean =>
  port === undefined && formerly.length === 0 && prefixOf(name) !== "" && compute.nodes === 1;

const prefixOf = (name: ComponentName): string => name.slice(0, Math.max(0, name.lastIndexOf(".")));

function machineOf({ compute, settings }: Work): readonly unknown[] {
  const { span: _, alternatives: __, mounts, ...asked } = compute;
  const sources = mounts.map(({ source }) => source);
  return [compute.shared ? "shared" : asked, sources, settings.build.image !== undefined];
}

const writersOf = ({ paths }: AppGraph): ReadonlyMap<ComponentName, string> =>
  new Map(
    [...Map.groupBy(paths, ({ producer }) => producer)].map(([producer, own]) => [
      producer,
      own.map(({ field, path }) => `${field} ${path}`).join(),
    ]),
  );

function usesOf({ secrets, drives }: AppGraph): ReadonlyMap<ComponentName, string> {
  const uses = new Map<ComponentName, string>();
  for (const { name, works: users } of [...secrets, ...drives])
    for (const user of users) uses.set(user, `${uses.get(user) ?? ""} ${name}`);
  return uses;
}
