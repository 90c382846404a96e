/**
 * What an app costs on AWS: what stands whether or not anything runs, and each machine group while it runs.
 * List prices of us-east-1 as of a date, on demand; traffic, storage by the GB and logs come on top.
 */
import type { AppGraph } from "#graph/graph.ts";
import {
  address,
  balancer,
  disk,
  hoursPerMonth,
  natGateway,
  upkeep,
  volume,
} from "./catalogue/rates.ts";
import { describeType, pricesAsOf } from "./catalogue/types.ts";
import { layoutOf } from "./lower/layout.ts";
import { diskOf } from "./lower/machine-group.ts";
import type { AwsOptions } from "./options.ts";

export interface Cost {
  /** Date of the prices. */
  readonly asOf: string;
  readonly standing: {
    /** $ */
    readonly monthly: number;
    readonly items: readonly { readonly what: string; readonly monthly: number }[];
  };
  readonly running: readonly RunningCost[];
  /** Of the volume; absent where there is none. */
  readonly traffic?: TrafficCost | undefined;
}

/** $ for each GB of the Path that most machines read, once by each: where volumes become dear. */
export interface TrafficCost {
  readonly path: string;
  /** Machines that may read it at once. */
  readonly readers: number;
  readonly written: number;
  readonly read: number;
  /** A month of keeping it. */
  readonly kept: number;
}

export interface RunningCost {
  readonly group: string;
  readonly works: readonly string[];
  /** As the app asks for it: `gpu-fast`. */
  readonly asked: string;
  /** What it gets: `g6e.xlarge`. */
  readonly type: string;
  /** `1 × L40S (44.7 GiB), 4 vCPU, 32 GiB` */
  readonly description: string;
  readonly nodes: number;
  readonly spot: boolean;
  /** $ while all its nodes run, on demand, with disks and addresses. */
  readonly hourly: number;
}

export function cost(graph: AppGraph, options: AwsOptions): Cost {
  const items = standingItems(graph, options);
  return {
    asOf: pricesAsOf,
    standing: { monthly: cents(items.reduce((sum, { monthly }) => sum + monthly, 0)), items },
    running: runningCosts(graph, options),
    traffic: trafficCost(graph, options),
  };
}

function trafficCost(graph: AppGraph, options: AwsOptions): TrafficCost | undefined {
  const { groups } = layoutOf(graph, options);
  const machinesOf = (consumers: ReadonlySet<string>): number =>
    groups
      .filter(({ works }) => works.some(({ name }) => consumers.has(name)))
      .reduce((sum, { compute, atOnce }) => sum + compute.nodes * atOnce, 0);
  const reading = graph.paths.map(({ name }) => {
    const consumers = new Set(
      graph.edges.flatMap(({ path, consumer }) => (path === name ? [consumer] : [])),
    );
    return { path: name, readers: machinesOf(consumers) };
  });
  const [most] = reading.toSorted((a, b) => b.readers - a.readers);
  if (!most) return undefined;
  const { month: kept, written, read } = volume;
  return { ...most, written, read: cents(most.readers * read), kept };
}

function standingItems(graph: AppGraph, options: AwsOptions): Cost["standing"]["items"] {
  const { controller, services, balancerZones, zones, privateZones } = layoutOf(graph, options);
  const gib = graph.app.flowCompute?.diskSize ?? 8;
  const hasBalancer =
    options.access.kind === "https" || (options.access.kind === "http" && services.length > 0);
  const addresses = balancerZones ?? zones.length;
  const perHour = (hourly: number): number => hourly * hoursPerMonth;
  const items = [
    {
      what: `controller (${controller.name}, ${gib} GiB, address)`,
      monthly: perHour(controller.price + address) + gib * disk,
    },
    ...(hasBalancer
      ? [
          {
            what: `balancer (${addresses} addresses)`,
            monthly: perHour(balancer + addresses * address),
          },
        ]
      : []),
    ...(privateZones.length > 0
      ? [{ what: "NAT gateway with address", monthly: perHour(natGateway + address) }]
      : []),
    { what: "journal, objects, logs", monthly: upkeep },
  ];
  return items.map(({ what, monthly }) => ({ what, monthly: cents(monthly) }));
}

function runningCosts(graph: AppGraph, options: AwsOptions): readonly RunningCost[] {
  return layoutOf(graph, options).groups.map((group) => {
    const { name, compute, types, works, atOnce } = group;
    const [type] = types;
    const storage = (diskOf(group).gib * disk) / hoursPerMonth;
    return {
      group: name,
      works: works.map((work) => work.name),
      asked: typeof compute.name === "string" ? compute.name : compute.name.anyOf.join(" or "),
      type: type.name,
      description: describeType(type),
      nodes: compute.nodes * atOnce,
      spot: compute.interruptible,
      hourly:
        Math.round((type.price + address + storage) * compute.nodes * atOnce * 10_000) / 10_000,
    };
  });
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;
