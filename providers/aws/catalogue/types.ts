/**
 * Catalogue: what AWS sells, as of a date that is printed with every price. Data and look-ups only; what a
 * wish of an app means is `request.ts`'s business.
 */
import { accelerated } from "./accelerated.ts";
import { general } from "./general.ts";

/** Every price we print carries it. */
export const pricesAsOf = "2026-07-20";

export interface MachineType {
  readonly name: string;
  readonly vcpu: number;
  /** GiB */
  readonly memory: number;
  readonly architecture: "x86_64" | "arm64";
  readonly accelerator?: Accelerator | undefined;
  /** EFA interfaces it can have. */
  readonly efa: number;
  /** $ an hour on demand in us-east-1, or why nobody can simply rent it. */
  readonly price: number | "leaving" | "reserved";
  /** Zone ids of us-east-1 that sell it; empty where that is not known. */
  readonly zones: readonly string[];
}

export interface Accelerator {
  readonly name: string;
  readonly vendor: "nvidia" | "amd" | "aws" | "other";
  /** Below 1: a slice. */
  readonly count: number;
  /** GiB of each, as EC2 reports it: 22.35 for what is sold as 24 GB. */
  readonly memory: number;
}

export type Price = MachineType["price"];
export type GeneralRow = readonly [
  name: string,
  vcpu: number,
  memory: number,
  price: number,
  zones: string,
];
export type AcceleratedRow = readonly [
  name: string,
  vcpu: number,
  memory: number,
  accelerator: string,
  count: number,
  acceleratorMemory: number,
  nvme: number,
  efa: number,
  price: Price,
  zones: string,
];

const zoneIds = (digits: string): readonly string[] => [...digits].map((it) => `use1-az${it}`);

const armFamilies = /^(t4g|g5g|p6e-gb200)\./;
const architectureOf = (name: string) => (armFamilies.test(name) ? "arm64" : "x86_64");

function fromGeneral([name, vcpu, memory, price, zones]: GeneralRow): MachineType {
  return {
    name,
    vcpu,
    memory,
    architecture: architectureOf(name),
    efa: 0,
    price,
    zones: zoneIds(zones),
  };
}

function fromAccelerated(row: AcceleratedRow): MachineType {
  const [name, vcpu, memory, accelerator, count, each, , efa, price, zones] = row;
  return {
    ...fromGeneral([name, vcpu, memory, 0, zones]),
    price,
    efa,
    accelerator: { name: accelerator, vendor: vendorOf(accelerator), count, memory: each },
  };
}

const vendors: Readonly<Record<string, Accelerator["vendor"]>> = {
  V520: "amd",
  Trainium: "aws",
  Trainium2: "aws",
  Inferentia: "aws",
  Inferentia2: "aws",
  AI100: "other",
  Gaudi: "other",
};
const vendorOf = (accelerator: string) => vendors[accelerator] ?? "nvidia";

export const machineTypes: readonly MachineType[] = [
  ...general.map(fromGeneral),
  ...accelerated.map(fromAccelerated),
];

const byName = new Map(machineTypes.map((type) => [type.name, type]));
export const findType = (name: string): MachineType | undefined => byName.get(name);

export type SoldType = MachineType & { readonly price: number };

/**
 * Has a price, and an image that drives its accelerator: the open NVIDIA driver, which begins with Turing,
 * so not V100.
 */
export const isSold = (type: MachineType): type is SoldType =>
  typeof type.price === "number" &&
  (type.accelerator === undefined ||
    (type.accelerator.vendor === "nvidia" && type.accelerator.name !== "V100"));

export const byPrice = (a: SoldType, b: SoldType): number =>
  a.price - b.price || (a.name < b.name ? -1 : 1);

/** `2 vCPU, 4 GiB` or `1 × T4 (16 GiB), 4 vCPU, 16 GiB`. */
export function describeType({ accelerator, vcpu, memory }: MachineType): string {
  const card = accelerator
    ? `${accelerator.count} × ${accelerator.name} (${accelerator.memory} GiB), `
    : "";
  return `${card}${vcpu} vCPU, ${memory} GiB`;
}

/** The same without the cards' memory, which their name says. */
export const briefly = ({ accelerator, vcpu, memory }: MachineType): string =>
  `${accelerator ? `${accelerator.count} × ${accelerator.name}, ` : ""}${vcpu} vCPU, ${memory} GiB`;

/** Burstable and small machines get no cluster placement. */
export const canCluster = ({ name, vcpu }: MachineType): boolean => !/^t\d/.test(name) && vcpu >= 8;
