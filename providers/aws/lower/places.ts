/** Where each work stands in the program, and whose Paths it may be handed. */
import type { AppGraph, ComponentName } from "#graph/graph.ts";
import { worksAndPools } from "#graph/pool.ts";
import type { Work } from "#graph/work.ts";
import { array, type Expression, literal, reference } from "#plan/expression.ts";
import type { AwsOptions } from "../options.ts";
import { type AlikeWorks, alikeWorks } from "./alike.ts";
import { fileName, logicalName } from "./name-rules.ts";

export interface PlacedWork {
  readonly work: Work;
  readonly file: string;
  readonly symbol: string;
  /** Producers whose Paths it may be handed, in construction order. */
  readonly reads: readonly Work[];
  /** Those that the program makes with it, by one loop. */
  readonly alike: AlikeWorks | undefined;
  /** It reads, directly or through others, from a work that reads from it. */
  readonly circular: boolean;
}

export const alikeSymbol = ({ name }: AlikeWorks): string => `works alike ${name}`;

/** The list of these works; where all of a loop's are in it, by the loop's own. */
export function worksList(
  wanted: readonly Work[],
  placed: ReadonlyMap<ComponentName, PlacedWork>,
): Expression {
  const names = new Set(wanted.map(({ name }) => name));
  const whole = (alike: AlikeWorks): boolean => alike.works.every(({ name }) => names.has(name));
  const items = wanted.flatMap((work): readonly Expression[] => {
    const alike = placed.get(work.name)?.alike;
    if (!alike) return [reference(`work ${work.name}`)];
    if (!whole(alike)) return [pick(work, alike)];
    return alike.works[0] === work ? [reference(alikeSymbol(alike), "all")] : [];
  });
  const [only, ...more] = items;
  const isAll = only?.kind === "reference" && only.path[0] === "all";
  return isAll && more.length === 0 ? only : array(items);
}

const pick = ({ name }: Work, alike: AlikeWorks): Expression => ({
  kind: "call",
  callee: { kind: "component", file: "components/alike.ts", name: "pick" },
  arguments: [reference(alikeSymbol(alike)), literal(logicalName("thunderhead:aws:Work", name))],
});

/** For people: `prepare, 40 shards`. */
export function namesOf(
  wanted: readonly Work[],
  placed: ReadonlyMap<ComponentName, PlacedWork>,
): string {
  const names = new Set(wanted.map(({ name }) => name));
  const said = wanted.map(({ name }) => {
    const alike = placed.get(name)?.alike;
    return alike?.works.every((one) => names.has(one.name))
      ? `${alike.works.length} ${alike.name}`
      : name;
  });
  return [...new Set(said)].join(", ");
}

export function placeWorks(
  graph: AppGraph,
  { reservations }: Pick<AwsOptions, "reservations">,
): ReadonlyMap<ComponentName, PlacedWork> {
  const taken = new Set<string>();
  const byName = new Map(worksAndPools(graph).map((work) => [work.name, work]));
  const reads = readsOf(graph, byName);
  const circular = circularIn(reads);
  const alike = alikeWorks(graph, { reads, reservations });
  const placed = new Map<ComponentName, PlacedWork>();
  const files = new Map<AlikeWorks, string>();
  const newFile = (name: string): string => {
    const file = fileName("works", name, taken);
    taken.add(file.slice("works/".length, -".ts".length).toLowerCase());
    return file;
  };
  for (const work of byName.values()) {
    const others = circular.has(work.name) ? undefined : alike.get(work.name);
    const file = (others && files.get(others)) ?? newFile(others?.name ?? work.name);
    if (others) files.set(others, file);
    placed.set(work.name, {
      work,
      file,
      symbol: `work ${work.name}`,
      alike: others,
      reads: reads.get(work.name) ?? [],
      circular: circular.has(work.name),
    });
  }
  return placed;
}

/** Consumer → producers other than itself. */
function readsOf(
  graph: AppGraph,
  byName: ReadonlyMap<ComponentName, Work>,
): ReadonlyMap<ComponentName, readonly Work[]> {
  const producers = new Map(graph.paths.map(({ name, producer }) => [name, producer]));
  const names = new Map<ComponentName, Set<ComponentName>>();
  for (const { path, consumer } of graph.edges) {
    const producer = producers.get(path);
    if (producer === undefined || producer === consumer) continue;
    names.set(consumer, (names.get(consumer) ?? new Set()).add(producer));
  }
  const inOrder = (wanted: ReadonlySet<ComponentName>) =>
    [...byName.values()].filter(({ name }) => wanted.has(name));
  return new Map([...names].map(([consumer, wanted]) => [consumer, inOrder(wanted)]));
}

/** Works that can be reached from themselves. */
function circularIn(
  reads: ReadonlyMap<ComponentName, readonly Work[]>,
): ReadonlySet<ComponentName> {
  const reaches = (from: ComponentName, target: ComponentName): boolean => {
    const seen = new Set<ComponentName>();
    const stack = [...(reads.get(from) ?? [])];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (next.name === target) return true;
      if (seen.has(next.name)) continue;
      seen.add(next.name);
      stack.push(...(reads.get(next.name) ?? []));
    }
    return false;
  };
  return new Set([...reads.keys()].filter((name) => reaches(name, name)));
}
