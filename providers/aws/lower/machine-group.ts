import { InternalError } from "#diagnostics/sink.ts";
import type { Compute } from "#graph/compute.ts";
import type { MachineGroup } from "#graph/machine-group.ts";
import { isPooled } from "#graph/pool.ts";
import { data, literal, noted, reference } from "#plan/expression.ts";
import type { Call, PlanFile } from "#plan/plan.ts";
import type { Fabric } from "../catalogue/fabric.ts";
import { leastDisk } from "../catalogue/region.ts";
import { briefly, canCluster, isUltraServer, type MachineType } from "../catalogue/types.ts";
import type { CapacityBlock } from "../config.ts";
import type { AlikeWorks } from "./alike.ts";
import { type AwsContext, component } from "./calls.ts";
import {
  type ChosenGroup,
  isBehindBalancer,
  type Layout,
  layoutOf,
  sellingZones,
} from "./layout.ts";
import { gangParts, machineParts } from "./machine-parts.ts";
import { formerNames, logicalName, ownName } from "./name-rules.ts";
import { namesOf, worksList } from "./places.ts";
import { lowerWork } from "./work.ts";

export const groupSymbol = ({ name, compute }: MachineGroup): string =>
  `machines ${compute.colocationGroup ?? ""} ${compute.shared ? "" : name}`;

/** The works of the group, each in its file, and their machines. */
export function lowerMachineGroup(
  { id, name }: MachineGroup,
  context: AwsContext,
): readonly PlanFile[] {
  const layout = layoutOf(context.graph, context.options);
  const group = layout.groups.find((one) => one.id === id && one.name === name);
  if (!group) return [];
  const works = group.works.flatMap((work) => lowerWork(work, { context, layout, group }));
  const alike = ownAlike(group, layout);
  if (alike && alike.works[0] !== group.works[0]) return works;
  const ownFile = !works.some(({ file }) => file === group.file);
  return [
    ...works,
    {
      file: group.file,
      header: ownFile ? [aboutSharing(group, layout)] : [],
      statements: [
        alike
          ? machinesAlikeCall(alike, { context, layout })
          : machinesCall(group, { context, layout }),
      ],
    },
  ];
}

/** Works that are alike, each on machines of its own. */
export function ownAlike(
  { works: [only, ...others], compute }: MachineGroup,
  { works }: Layout,
): AlikeWorks | undefined {
  const isOwn = others.length === 0 && !compute.shared && compute.colocationGroup === undefined;
  return only && isOwn ? works.get(only.name)?.alike : undefined;
}

/** One call for all of them: they differ in whose they are. */
function machinesAlikeCall(alike: AlikeWorks, situation: Situation): Call {
  const names = new Set(alike.works.map(({ name }) => name));
  const groups = situation.layout.groups.filter(
    ({ works: [only] }) => only && names.has(only.name),
  );
  const calls = groups.map((group) => machinesCall(group, situation));
  const [first] = calls;
  if (!first) throw new InternalError(`Nothing is alike in ${alike.name}.`);
  const { entries } = first.arguments;
  const works = worksList(alike.works, situation.layout.works);
  return {
    ...first,
    callee: { kind: "component", file: "components/alike.ts", name: "MachinesAlike" },
    logicalName: alike.name,
    symbol: machinesAlikeSymbol(alike),
    identifier: `${alike.name}.machines`,
    arguments: {
      kind: "object",
      entries: entries.map((one) => (one.key === "works" ? { ...one, value: works } : one)),
    },
    registers: calls.flatMap(({ registers }) => registers),
  };
}

export const machinesAlikeSymbol = ({ name }: AlikeWorks): string => `machines alike ${name}`;

function aboutSharing({ compute, works }: ChosenGroup, layout: Layout): string {
  const names = namesOf(works, layout.works);
  if (compute.colocationGroup !== undefined) {
    return `Colocation group ${compute.colocationGroup}: ${names} share these machines.`;
  }
  if (!compute.shared) return `The machines of ${names}, apart because works read from each other.`;
  return `The one machine of works that name no compute: ${names}. They are kept apart by unix user; its role is the sum of what they may do.`;
}

interface Situation {
  readonly context: AwsContext;
  readonly layout: Layout;
}

function machinesCall(group: ChosenGroup, situation: Situation): Call {
  const { compute } = group;
  const gang = compute.nodes > 1;
  const className = gang ? "GangMachines" : "WorkMachines";
  const name = machinesName(group);
  return component(className, {
    name,
    symbol: groupSymbol(group),
    identifier: compute.shared ? "defaultMachines" : `${group.name}.machines`,
    arguments: {
      platform: reference("platform"),
      works: worksList(group.works, situation.layout.works),
      image: reference("images", group.image),
      instanceTypes: instanceTypes(group, situation),
      disk: data(diskOf(group)),
      ...(gang ? gangArguments(group, situation.context) : poolOf(group, situation.context)),
      ...(compute.interruptible && {
        spot: noted(literal(true), "on demand where AWS has none to spare"),
      }),
      ...reservationOf(group),
      ...(inContainers(group) && { containers: literal(true) }),
      ...zonesOf(group, situation),
    },
    origin: {
      component: group.works.length === 1 ? group.works[0]?.name : undefined,
      span: compute.span,
      comment: [],
      because: becauseOf(compute),
    },
    registers: gang
      ? gangParts(name, { group, zones: sellingHere(group, situation), situation })
      : machineParts(name, { group, situation }),
    formerly: formerMachines(group),
  });
}

function reservationOf({ reservation, name, types }: ChosenGroup) {
  if (!reservation) return {};
  const { id } = reservation;
  const bought = reservation.block ? blockOf(reservation, types) : {};
  const note = `thunderhead.config.ts — reservations.${name}`;
  return { reservation: noted(data({ id, ...bought }), note) };
}

/** EC2 takes the machines of a block half an hour before its end, UltraServers an hour before. */
function blockOf({ ends }: CapacityBlock, types: readonly MachineType[]) {
  const minutes = types.some(isUltraServer) ? 60 : 30;
  const taken = new Date(Date.parse(ends) - minutes * 60_000).toISOString();
  return { block: true, ends, taken };
}

const inContainers = ({ works }: ChosenGroup): boolean =>
  works.some(({ settings }) => settings.build.image !== undefined);

/** Those of one work are called as it is. */
function formerMachines({ compute, works }: ChosenGroup): readonly string[] {
  const [only] = works;
  if (compute.shared || compute.colocationGroup !== undefined || !only) return [];
  return formerNames("thunderhead:aws:WorkMachines", only);
}

/** Of their component, and in the stack's output. */
export function machinesName({ compute, name }: MachineGroup): string {
  if (compute.shared) return "default";
  const token = "thunderhead:aws:WorkMachines";
  return compute.colocationGroup === undefined
    ? logicalName(token, name)
    : ownName(logicalName(token, name), "group");
}

/** Note and types on one line, so that another machine is one changed line. */
function instanceTypes({ types, compute }: ChosenGroup, { context }: Situation) {
  const [first] = types;
  const names = types.map(({ name }) => name);
  const wish = asked(compute, names);
  const why = compute.shared ? "no compute named: " : `${context.place(compute.span)} — ${wish}`;
  return noted(data(names), `${why}${briefly(first)}`);
}

/** `"gpu-fast": `, and nothing where the app names the very type. */
function asked({ name }: Compute, types: readonly string[]): string {
  const wishes = typeof name === "string" ? [name] : name.anyOf;
  if (wishes.join() === types.join()) return "";
  return `${wishes.map((wish) => JSON.stringify(wish)).join(" or ")}: `;
}

const becauseOf = ({ shared, name }: Compute): string => {
  if (shared) return "works without a compute share it";
  const wish = typeof name === "string" ? name : name.anyOf.join("` or `");
  return `the app asks for compute \`${wish}\``;
};

/** At gp3's default 125 MiB/s reading the libraries of a GPU image takes minutes. */
export function diskOf({ compute, types }: ChosenGroup): { gib: number; throughput?: number } {
  const [type] = types;
  const gib = Math.max(leastDisk(type), compute.diskSize ?? 0);
  return type.accelerator ? { gib, throughput: 500 } : { gib };
}

/** As many as elements of the map. */
function poolOf({ works: [first], atOnce }: ChosenGroup, { place }: AwsContext) {
  if (!first || !isPooled(first)) return {};
  return { machines: noted(literal(atOnce), `${place(first.map.span)} — max: ${first.map.max}`) };
}

function gangArguments({ compute, types, fabric, atOnce }: ChosenGroup, { place }: AwsContext) {
  const [first] = types;
  return {
    machines: noted(literal(compute.nodes), "all of them, or none"),
    ...(atOnce > 1 && { gangs: noted(literal(atOnce), `at a time: ${place(compute.span)}`) }),
    ...(canCluster(first) && { cluster: literal(true) }),
    ...(fabric && { fabric: noted(data({ ...fabric }), fabricNote(fabric, first)) }),
  };
}

function fabricNote({ cards }: Fabric, { efa }: MachineType): string {
  if (cards > 1)
    return "EFA; several cards get no public address, so the network has a NAT gateway";
  return efa > 1 ? `one EFA card of ${efa}, as the configuration wants` : "its EFA card";
}

/** Named only where some zone of the network lacks the types. */
function zonesOf(group: ChosenGroup, situation: Situation) {
  const { layout, context } = situation;
  if (layout.balancerZones !== undefined && isBehindBalancer(group, context.options)) {
    return { zones: noted(reference("balancer", "zones"), "it reaches no others") };
  }
  const zones = sellingHere(group, situation);
  if (zones.length === layout.zones.length) return {};
  return {
    zones: noted(data(zones), `where ${group.types.map(({ name }) => name).join(" or ")} is sold`),
  };
}

const sellingHere = (group: ChosenGroup, { layout, context }: Situation): readonly string[] =>
  sellingZones(group, { zones: layout.zones, options: context.options });
