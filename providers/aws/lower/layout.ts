import { InternalError } from "#diagnostics/sink.ts";
import type { AppGraph, ComponentName } from "#graph/graph.ts";
import { works } from "#graph/graph.ts";
import { type MachineGroup, machineGroups } from "#graph/machine-group.ts";
import { isPooled, mostAtOnce, pools } from "#graph/pool.ts";
import type { Work } from "#graph/work.ts";
import { type Fabric, fabricOf } from "../catalogue/fabric.ts";
import { type ImageName, imageNameFor, zonesFor } from "../catalogue/region.ts";
import { choose } from "../catalogue/request.ts";
import { findType, isSold, type SoldType } from "../catalogue/types.ts";
import type { Reservation } from "../config.ts";
import type { AwsOptions } from "../options.ts";
import { fileName, hostLabel } from "./name-rules.ts";
import { type PlacedWork, placeWorks } from "./places.ts";

/**
 * What all lowerings of one app share: decided once, from the whole graph. Which machine each group gets,
 * which file and port each work has, which zones the network spans.
 */
export interface Layout {
  readonly groups: readonly ChosenGroup[];
  readonly services: readonly PlacedService[];
  readonly works: ReadonlyMap<ComponentName, PlacedWork>;
  readonly zones: readonly string[];
  readonly images: readonly ImageName[];
  /** Zones with machines that have several network cards, and so no public address. */
  readonly privateZones: readonly string[];
  /** In how many zones the balancer stands; absent: in all. */
  readonly balancerZones: number | undefined;
  readonly controller: SoldType;
}

export interface ChosenGroup extends MachineGroup {
  readonly reservation: Reservation | undefined;
  /** Cards that bypass the kernel; of a gang only. */
  readonly fabric: Fabric | undefined;
  readonly types: readonly [SoldType, ...SoldType[]];
  readonly image: ImageName;
  /** How many of its gangs, or of its machines where they do not compute together, run at a time. */
  readonly atOnce: number;
  /** A file of its own, because works share it or need each other; else it stands in its work's. */
  readonly file: string;
}

export interface PlacedService {
  readonly work: Work;
  /** On the machine. */
  readonly port: number;
  /** On the balancer: the same, or the next free. */
  readonly listener: number;
  /** Below the domain. */
  readonly host: string;
}

export function layoutOf(graph: AppGraph, options: AwsOptions): Layout {
  const known = layouts.get(graph);
  if (known && known.options === options) return known.layout;
  const layout = makeLayout(graph, options);
  layouts.set(graph, { options, layout });
  return layout;
}

/** Of all machines of the app, the controller's included. */
export const architecturesOf = ({
  controller,
  groups,
}: Layout): readonly SoldType["architecture"][] =>
  [
    ...new Set([controller, ...groups.flatMap(({ types }) => types)].map((it) => it.architecture)),
  ].sort();

/** Graphs are data that nobody changes: the same one has the same layout. */
const layouts = new WeakMap<AppGraph, { readonly options: AwsOptions; readonly layout: Layout }>();

function makeLayout(graph: AppGraph, options: AwsOptions): Layout {
  const placed = placeWorks(graph, options);
  const groups = [...machineGroups(graph), ...pools(graph)].map((group) =>
    chooseGroup(group, { placed, options }),
  );
  const controller = controllerType(graph, options.region);
  const types = [controller, ...groups.flatMap((group) => group.types)];
  const reserved = groups.flatMap(({ reservation }) => reservation?.zone ?? []);
  const sold = zonesFor(options.region, types);
  const zones = options.zones ?? [...new Set([...sold, ...reserved])].sort();
  return {
    groups,
    services: placeServices(works(graph)),
    works: placed,
    zones,
    privateZones: options.network ? [] : privateZones(groups, { zones, options }),
    images: [...new Set([controller, ...types].map(imageNameFor))].sort(),
    controller,
    balancerZones: groups.some(servesAnywhere) ? undefined : 2,
  };
}

/**
 * A balancer reaches machines only in zones where it stands, and pays for an address in each. Ordinary
 * machines are to be had in any two zones; GPUs are where they are.
 */
const servesAnywhere = ({ works, types, compute }: ChosenGroup): boolean =>
  works.some(({ port }) => port !== undefined) &&
  (compute.nodes > 1 || types.some(({ accelerator }) => accelerator !== undefined));

export const isBehindBalancer = ({ works }: MachineGroup, { access }: AwsOptions): boolean =>
  access.kind !== "tunnel" && works.some(({ port }) => port !== undefined);

function chooseGroup(
  group: MachineGroup,
  { placed, options }: { placed: ReadonlyMap<ComponentName, PlacedWork>; options: AwsOptions },
): ChosenGroup {
  const types = typesFor(group, options.region);
  const [first] = group.works;
  const place = first && placed.get(first.name);
  const shared = group.works.length > 1 || group.compute.shared || place?.circular !== false;
  const own = group.compute.colocationGroup !== undefined;
  const file = shared || own ? fileName("machines", group.name, new Set()) : place.file;
  const fabric = group.compute.nodes > 1 ? fabricFor(types[0], options) : undefined;
  const reservation = options.reservations?.[group.name];
  const atOnce = first && isPooled(first) ? mostAtOnce(first.map) : 1;
  return { ...group, types, fabric, reservation, image: imageNameFor(types[0]), atOnce, file };
}

function fabricFor(type: SoldType, options: AwsOptions): Fabric | undefined {
  const all = fabricOf(type);
  return all && options.fabric === "one-card" ? { cards: 1 } : all;
}

const privateZones = (
  groups: readonly ChosenGroup[],
  { zones, options }: { zones: readonly string[]; options: AwsOptions },
): readonly string[] => {
  const several = groups.filter(({ fabric }) => fabric !== undefined && fabric.cards > 1);
  const selling = new Set(several.flatMap((group) => sellingZones(group, { zones, options })));
  return zones.filter((zone) => selling.has(zone));
};

/** Of the network's zones; all, where none is known to sell it. */
export function sellingZones(
  { types, reservation }: ChosenGroup,
  { zones, options }: { readonly zones: readonly string[]; readonly options: AwsOptions },
): readonly string[] {
  const selling = reservation ? [reservation.zone] : zonesFor(options.region, types);
  const found = zones.filter((zone) => selling.includes(zone));
  return found.length > 0 ? found : zones;
}

/** The check before has refused what is unknown; what stands in its place is never printed. */
function typesFor({ compute }: MachineGroup, region: string): readonly [SoldType, ...SoldType[]] {
  const choice = choose(compute, region);
  return choice.kind === "found" ? choice.types : [sold("t3.medium")];
}

function controllerType({ app }: AppGraph, region: string): SoldType {
  const choice = app.flowCompute && choose(app.flowCompute, region);
  return choice?.kind === "found" ? choice.types[0] : sold("t4g.small");
}

function sold(name: string): SoldType {
  const type = findType(name);
  if (!type || !isSold(type)) throw new InternalError(`The catalogue lacks ${name}.`);
  return type;
}

/** `port: 0` is fixed here: the first free one from 8000. */
function placeServices(all: readonly Work[]): readonly PlacedService[] {
  const fixed = new Set(all.flatMap(({ port }) => port?.number || []));
  const listeners = new Set<number>();
  const hosts = new Set<string>();
  return all.flatMap((work) => {
    if (!work.port) return [];
    const port = work.port.number || nextFree(8000, fixed);
    fixed.add(port);
    const listener = nextFree(port, listeners);
    listeners.add(listener);
    const host = hostLabel(work.name, hosts);
    hosts.add(host);
    return [{ work, port, listener, host }];
  });
}

function nextFree(from: number, taken: ReadonlySet<number>): number {
  let port = from;
  while (taken.has(port)) port++;
  return port;
}
