/**
 * What works ask pip for, list by list, and what the lock beside the app says of each. A list is locked whole: the same
 * packages asked for on their own may come in other versions.
 */
import {
  type AskedRequirements,
  askedText,
  findLocked,
  type LockedRequirements,
  lockedPackages,
} from "#protocol/requirements.ts";
import type { Span } from "#source/span.ts";
import type { AppGraph, ComponentName } from "./graph.ts";
import type { ComponentMap, RunClass } from "./map.ts";
import { isPooled, runsOf } from "./pool.ts";
import type { Work } from "./work.ts";

/** Beside the app; committed. */
export const requirementsLock = "requirements.lock";

export type RequirementsLock = readonly LockedRequirements[];

/** A distinct list, and for whom. */
export interface AskedList extends AskedRequirements {
  /** As the lock names it. */
  readonly asked: string;
  /** In construction order. */
  readonly works: readonly { readonly name: ComponentName; readonly span: Span }[];
  readonly locked?: LockedRequirements | undefined;
}

/** Everything pip installs for a work, as written and without repeats. */
export const requirementsOf = ({ settings, python }: Work): readonly string[] =>
  distinct(settings.build.requirements, python?.requirements);

/** The same for what stands for a map's elements: all that any of them asks for. */
export const requirementsOn = (work: Work): readonly string[] =>
  isPooled(work)
    ? distinct(...runsOf(work.map).map((run) => askedByRun(run).requirements))
    : requirementsOf(work);

export const lockedOn = (work: Work): RequirementsLock =>
  (isPooled(work) ? runsOf(work.map) : [work]).flatMap(({ locked }) => locked ?? []);

/** Of everything that is installed for it, as far as that is locked: `torch==2.9.1 ; sys_platform == 'linux'`. */
export const packagesOn = (work: Work): readonly string[] =>
  distinct(...lockedOn(work).map(lockedPackages));

/** `3.12` of `3.12.1`: what a Python's packages are made for. */
export const minorOf = (python: string): string => python.split(".").slice(0, 2).join(".");

const distinct = (...lists: readonly (readonly string[] | undefined)[]): readonly string[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
];

const askedByWork = (work: Work): AskedRequirements => ({
  requirements: requirementsOf(work),
  python: work.settings.build.python,
});

const askedByRun = ({ build, python }: RunClass): AskedRequirements => ({
  requirements: distinct(build?.requirements, python?.requirements),
  python: build?.python,
});

/** Lists that are empty are nobody's. */
export function askedLists({ components }: AppGraph): readonly AskedList[] {
  const lists = new Map<string, AskedList>();
  const add = (one: AskedRequirements, { name, span, locked }: AskedBy): void => {
    const asked = askedText(one.requirements);
    if (asked === "") return;
    const key = JSON.stringify([asked, one.python ?? ""]);
    const known = lists.get(key) ?? { ...one, asked, works: [], locked };
    if (known.works.some((work) => work.name === name)) return;
    lists.set(key, { ...known, works: [...known.works, { name, span }] });
  };
  for (const component of components) {
    if (component.kind === "work") add(askedByWork(component), component);
    if (component.kind !== "map") continue;
    for (const { span, runs } of component.elements)
      for (const run of runs)
        add(askedByRun(run), { name: component.name, span, locked: run.locked });
  }
  return [...lists.values()];
}

interface AskedBy {
  readonly name: ComponentName;
  readonly span: Span;
  readonly locked?: LockedRequirements | undefined;
}

/** The graph in which every list that the lock has is known by it. */
export function withLocked(graph: AppGraph, sections: RequirementsLock = []): AppGraph {
  if (sections.length === 0) return graph;
  const components = graph.components.map((component) => {
    if (component.kind === "work")
      return found(component, findLocked(sections, askedByWork(component)));
    return component.kind === "map" ? lockedMap(component, sections) : component;
  });
  return { ...graph, components };
}

const lockedMap = (map: ComponentMap, sections: RequirementsLock): ComponentMap => ({
  ...map,
  elements: map.elements.map((element) => ({
    ...element,
    runs: element.runs.map((run) => found(run, findLocked(sections, askedByRun(run)))),
  })),
});

const found = <One extends Work | RunClass>(
  one: One,
  locked: LockedRequirements | undefined,
): One => (locked === undefined ? one : { ...one, locked });
