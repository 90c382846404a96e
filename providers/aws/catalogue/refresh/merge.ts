import { imageParameters, type Region, type Regions } from "../region.ts";
import type { MachineType } from "../types.ts";
import { factsOf, type InstanceType } from "./answers.ts";

/**
 * Families of which the catalogue holds every size that has a price or an accelerator. Burstable machines
 * below a GiB hold no agent beside a work.
 */
const families =
  /^(t3a?|t4g|[cmr]7i|g\d\w*|gr\d\w*|p\d\w*(-\w+)?|trn\d\w*|inf\d|dl\d\w*)\.(?!nano|metal-)/;

/** What the answer measures; price and date of price stay, and so do types that it lacks. */
export function withFacts(
  machines: readonly MachineType[],
  { types, source }: { readonly types: readonly InstanceType[]; readonly source: string },
): readonly MachineType[] {
  const known = new Map(machines.map((machine) => [machine.name, machine]));
  for (const type of types) {
    const old = known.get(type.InstanceType);
    if (!old && !families.test(type.InstanceType)) continue;
    known.set(type.InstanceType, {
      name: type.InstanceType,
      price: "unlisted",
      ...old,
      ...factsOf(type),
      ...(old?.accelerator?.vendor === "aws" && { accelerator: old.accelerator }),
      source: { facts: source, price: old?.source.price ?? source },
    });
  }
  return inOrder([...known.values()]);
}

/** Without a price a plain machine is no offer; an accelerator that nobody can rent is still worth naming. */
export const worthListing = ({ price, accelerator }: MachineType): boolean =>
  price !== "unlisted" || accelerator !== undefined;

/** What the list prices; a type that is leaving may still be on it, and stays what it is. */
export function withPrices(
  machines: readonly MachineType[],
  { prices, source }: { readonly prices: ReadonlyMap<string, number>; readonly source: string },
): readonly MachineType[] {
  return machines.map((machine) => {
    const price = prices.get(machine.name);
    if (price === undefined || machine.price === "leaving") return machine;
    return { ...machine, price, source: { ...machine.source, price: source } };
  });
}

/** Zones of one region by what they sell. */
export function withOfferings(
  regions: Regions,
  answer: {
    readonly region: string;
    /** Of each type. */
    readonly zones: ReadonlyMap<string, readonly string[]>;
    readonly machines: readonly MachineType[];
    readonly source: string;
  },
): Regions {
  const { region, zones, machines, source } = answer;
  const [first = ""] = [...zones.values()].flat();
  const prefix = first.replace(/\d+$/, "");
  const numbers = (type: string) =>
    (zones.get(type) ?? []).map((zone) => zone.slice(prefix.length)).join(" ");
  const sold = machines.map(({ name }) => name).filter((name) => zones.has(name));
  const sells = Object.fromEntries(Map.groupBy(sold, numbers));
  return { ...regions, [region]: { ...blank, ...regions[region], prefix, source, sells } };
}

const blank: Region = { prefix: "", source: "", imagesAsOf: "", images: {}, sells: {} };

/** Ids of the newest images, by the names of their parameters. */
export function withImages(
  regions: Regions,
  answer: {
    readonly region: string;
    readonly ids: ReadonlyMap<string, string>;
    readonly asOf: string;
  },
): Regions {
  const { region, ids, asOf } = answer;
  const found = Object.entries(imageParameters).flatMap(([name, parameter]) => {
    const id = ids.get(parameter);
    return id === undefined ? [] : [[name, id]];
  });
  const old = regions[region] ?? blank;
  const images = { ...old.images, ...Object.fromEntries(found) };
  return { ...regions, [region]: { ...old, imagesAsOf: asOf, images } };
}

/** By family as first seen, then by size. */
function inOrder(machines: readonly MachineType[]): readonly MachineType[] {
  const family = ({ name }: MachineType) => name.split(".")[0] ?? "";
  const families = [...new Set(machines.map(family))];
  return families.flatMap((one) =>
    machines
      .filter((machine) => family(machine) === one)
      .toSorted((a, b) => a.vcpu - b.vcpu || a.memory - b.memory),
  );
}
