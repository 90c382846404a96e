/**
 * A ComponentMap is one pool: elements come and go while the app runs, and share a group of machines, a role,
 * a log group and a part of the volume, named by the map's id. So a map is lowered as one work that stands
 * for all its elements, as many of which run at a time as its `max` says.
 */
import { defaultWorkSettings, type WorkSettings } from "#protocol/settings.ts";
import { type AppGraph, works } from "./graph.ts";
import type { MachineGroup } from "./machine-group.ts";
import type { ComponentMap, RunClass } from "./map.ts";
import type { Work } from "./work.ts";

/** The elements of a map as one work. */
export interface PooledWork extends Work {
  readonly map: ComponentMap;
}

export const isPooled = (work: Work): work is PooledWork => "map" in work;

export const maps = ({ components }: AppGraph): readonly ComponentMap[] =>
  components.filter((one) => one.kind === "map");

/** Those of fields, then those that stand for a map's elements. A map that nothing is put into needs nothing. */
export const worksAndPools = (graph: AppGraph): readonly Work[] => [
  ...works(graph),
  ...maps(graph).flatMap((map) => pooledWork(map) ?? []),
];

function pooledWork(map: ComponentMap): PooledWork | undefined {
  const [element] = map.elements;
  const [run] = runsOf(map);
  if (!element || !run) return undefined;
  const { name, id, span, parent, formerly } = map;
  const image = runsOf(map).find((one) => one.image !== undefined)?.image;
  return {
    kind: "work",
    ...{ name, id, span, map },
    ...(formerly && { formerly }),
    ...(parent !== undefined && { parent }),
    class: run.class,
    classSpan: element.span,
    arguments: [],
    settings: image === undefined ? defaultWorkSettings : inImage(image),
    compute: { ...run.compute, shared: false },
  };
}

const inImage = (image: string): WorkSettings => ({
  ...defaultWorkSettings,
  build: { ...defaultWorkSettings.build, image },
});

/** Each map's machines, for works and flows that it makes alike. */
export const pools = (graph: AppGraph): readonly MachineGroup[] =>
  maps(graph).flatMap((map) => {
    const work = pooledWork(map);
    return work ? [{ name: map.name, id: map.id, compute: work.compute, works: [work] }] : [];
  });

/** Attempts that may run at once: an element that is a flow runs several works. */
export const mostAtOnce = ({ max, elements }: ComponentMap): number =>
  max * Math.max(1, ...elements.map(({ runs }) => runs.length));

export const runsOf = ({ elements }: ComponentMap): readonly RunClass[] =>
  elements.flatMap(({ runs }) => runs);

/** Classes whose code the pool's machines fetch. */
export const classesOf = (map: ComponentMap): readonly string[] => [
  ...new Set(runsOf(map).map((run) => run.class)),
];
