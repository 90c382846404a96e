/**
 * Catalogue: what AWS sells, as of dates that are printed with every price. Data and look-ups only; what a
 * wish of an app means is `request.ts`'s business.
 */
import { machines } from "./machines.gen.ts";

/** Of the prices of accelerators: every price we print carries it. */
export const pricesAsOf = "2026-07-20";
/** The only region whose price list the catalogue holds. */
export const pricedRegion = "us-east-1";

/** What EC2 says of a type: it does not change. */
export interface MachineFacts {
  readonly vcpu: number;
  /** GiB */
  readonly memory: number;
  readonly architecture: "x86_64" | "arm64";
  /** GB of disks that are lost when the machine stops. */
  readonly nvme: number;
  /** With more than one, EC2 gives a machine no public address. */
  readonly networkCards: number;
  /** EFA interfaces it can have. */
  readonly efa: number;
  readonly accelerator?: Accelerator;
}

export interface MachineType extends MachineFacts {
  readonly name: string;
  /**
   * $ an hour on demand in us-east-1, or why nobody can simply rent it: AWS takes it out of service, sells
   * it as reserved capacity only, or has no price for it on the list.
   */
  readonly price: number | "leaving" | "reserved" | "unlisted";
  /** Where from and of when: `EC2 2026-05`, `price list 2026-07-20`. */
  readonly source: { readonly facts: string; readonly price: string };
}

export interface Accelerator {
  readonly name: string;
  readonly vendor: "nvidia" | "amd" | "aws" | "other";
  /** Below 1: a slice. */
  readonly count: number;
  /** GiB of each, as EC2 reports it: 22.35 for what is sold as 24 GB. */
  readonly memory: number;
}

export const machineTypes: readonly MachineType[] = machines;

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

/**
 * GB as on the box. EC2 reports whole GiB of cards that are sold by that very number (an A100 has 40), and a
 * fraction of those that are sold by decimal GB: an L4's 24 GB are 22.35 GiB.
 */
export const soldMemory = ({ memory }: Accelerator): number =>
  Number.isInteger(memory) ? memory : Math.round((memory * 2 ** 30) / 1e9);

/** `2 vCPU, 4 GiB` or `1 × T4 (16 GB), 4 vCPU, 16 GiB`. */
export function describeType({ accelerator, vcpu, memory }: MachineType): string {
  const card = accelerator
    ? `${accelerator.count} × ${accelerator.name} (${soldMemory(accelerator)} GB), `
    : "";
  return `${card}${vcpu} vCPU, ${memory} GiB`;
}

/** The same without the cards' memory, which their name says. */
export const briefly = ({ accelerator, vcpu, memory }: MachineType): string =>
  `${accelerator ? `${accelerator.count} × ${accelerator.name}, ` : ""}${vcpu} vCPU, ${memory} GiB`;

/** Burstable and small machines get no cluster placement. */
export const canCluster = ({ name, vcpu }: MachineType): boolean => !/^t\d/.test(name) && vcpu >= 8;

/** Several are one computer; EC2 takes them at the end of their capacity block an hour ahead, others half an hour. */
export const isUltraServer = ({ name }: MachineType): boolean => /^(p6e|trn2u)/.test(name);
