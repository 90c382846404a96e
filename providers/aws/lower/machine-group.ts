import type { Compute } from "#graph/compute.ts";
import type { MachineGroup } from "#graph/machine-group.ts";
import { isPooled } from "#graph/pool.ts";
import { array, data, literal, noted, reference } from "#plan/expression.ts";
import type { Call, PlanFile, Registration } from "#plan/plan.ts";
import type { Fabric } from "../catalogue/fabric.ts";
import { briefly, canCluster, type MachineType } from "../catalogue/types.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import {
  type ChosenGroup,
  isBehindBalancer,
  type Layout,
  layoutOf,
  sellingZones,
} from "./layout.ts";
import { formerNames, logicalName, ownName } from "./name-rules.ts";
import { lowerWork, usesPaths } from "./work.ts";

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
  const works = group.works.map((work) => lowerWork(work, { context, layout, group }));
  const ownFile = !works.some(({ file }) => file === group.file);
  return [
    ...works,
    {
      file: group.file,
      header: ownFile ? [aboutSharing(group)] : [],
      statements: [machinesCall(group, { context, layout })],
    },
  ];
}

function aboutSharing({ compute, works }: ChosenGroup): string {
  const names = works.map(({ name }) => name).join(", ");
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
      works: array(group.works.map((work) => reference(`work ${work.name}`))),
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

function reservationOf({ reservation, name }: ChosenGroup) {
  if (!reservation) return {};
  const { id, block } = reservation;
  const note = `thunderhead.config.ts — reservations.${name}`;
  return { reservation: noted(data({ id, ...(block && { block }) }), note) };
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

/** A GPU image alone fills 60 GiB and more; at gp3's default 125 MiB/s reading its libraries takes minutes. */
export function diskOf({ compute, types }: ChosenGroup): { gib: number; throughput?: number } {
  const [{ accelerator }] = types;
  const least = accelerator ? 100 : 30;
  const gib = Math.max(least, compute.diskSize ?? 0);
  return accelerator ? { gib, throughput: 500 } : { gib };
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
    zones: noted(data(zones), `where ${group.types.map(({ name }) => name).join(", ")} is sold`),
  };
}

const sellingHere = (group: ChosenGroup, { layout, context }: Situation): readonly string[] =>
  sellingZones(group, { zones: layout.zones, options: context.options });

interface Parts {
  readonly group: ChosenGroup;
  readonly situation: Situation;
}

const accessParts = (name: string, { group, situation }: Parts): readonly Registration[] => [
  registered("iam Role", name),
  registered("iam RolePolicy", name),
  registered("iam InstanceProfile", name),
  registered("ec2 SecurityGroup", name),
  registered("vpc SecurityGroupEgressRule", `${name}-out`),
  ...portsOf(group, situation).map((port) =>
    registered("vpc SecurityGroupIngressRule", `${name}-${port}`),
  ),
  ...(group.works.some((work) => usesPaths(work, situation))
    ? [registered("vpc SecurityGroupIngressRule", `${name}-volume`)]
    : []),
];

const machineParts = (name: string, parts: Parts): readonly Registration[] => [
  ...accessParts(name, parts),
  registered("ec2 LaunchTemplate", name),
  ...groupParts(name, parts.group),
];

/** What may be taken away has a second group, on demand: see `purchases` of `program/group.ts`. */
const groupParts = (name: string, { compute }: ChosenGroup): readonly Registration[] => [
  registered("autoscaling Group", name),
  ...(compute.interruptible ? [registered("autoscaling Group", `${name}-on-demand`)] : []),
];

function gangParts(
  name: string,
  { zones, ...parts }: Parts & { readonly zones: readonly string[] },
): readonly Registration[] {
  const clusters = canCluster(parts.group.types[0]);
  return [
    ...accessParts(name, parts),
    registered("vpc SecurityGroupIngressRule", `${name}-gang`),
    registered("vpc SecurityGroupEgressRule", `${name}-gang`),
    ...zones.flatMap((zone) => [
      ...(clusters ? [registered("ec2 PlacementGroup", `${name}-${zone}`)] : []),
      registered("ec2 LaunchTemplate", `${name}-${zone}`),
      ...groupParts(`${name}-${zone}`, parts.group),
    ]),
  ];
}

const portsOf = ({ works }: ChosenGroup, { layout }: Situation): readonly number[] => {
  const names = new Set(works.map(({ name }) => name));
  return layout.services.flatMap(({ work, port }) => (names.has(work.name) ? [port] : []));
};
