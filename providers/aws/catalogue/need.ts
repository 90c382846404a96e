/** A need, as apps write it: `L4`, `A100:8`, `A100-80GB:8`, `80GB+`, `24GB+:4`, `24GiB+`. */
import { isSold, machineTypes, type SoldType, soldMemory } from "./types.ts";

export interface Need {
  /** As the catalogue spells it; absent where only memory matters. */
  readonly accelerator?: string | undefined;
  readonly count: number;
  /** Of each, at least: GB as on the box, or GiB as EC2 reports them. */
  readonly memory: { readonly unit: "GB" | "GiB"; readonly least: number };
}

const grammar =
  /^(?:(?<memory>\d+(?:\.\d+)?)(?<unit>GB|GiB)\+|(?<card>[A-Za-z][A-Za-z0-9]*)(?:-(?<size>\d+)GB)?)(?::(?<count>[1-9]\d*))?$/;

/** Undefined where the wish is no need, or names an accelerator that nobody has heard of. */
export function parseNeed(wish: string): Need | undefined {
  const match = grammar.exec(wish)?.groups;
  if (!match) return undefined;
  const accelerator = match["card"] && knownCard(match["card"]);
  if (match["card"] && !accelerator) return undefined;
  const unit = match["unit"] === "GiB" ? "GiB" : "GB";
  return {
    accelerator,
    count: Number(match["count"] ?? 1),
    memory: { unit, least: Number(match["memory"] ?? match["size"] ?? 0) },
  };
}

const rentable = machineTypes.filter(isSold);

/** Names of accelerators that one can rent, as apps ask for them. */
export const cards: readonly string[] = [
  ...new Set(rentable.flatMap(({ accelerator }) => accelerator?.name ?? [])),
];
const aliases: ReadonlyMap<string, string> = new Map([["a10", "A10G"]]);
const knownCard = (card: string): string | undefined =>
  aliases.get(card.toLowerCase()) ?? cards.find((it) => it.toLowerCase() === card.toLowerCase());

/**
 * As many cards as asked for, never more. A need that names no card wants an ordinary machine: NVIDIA, and
 * not arm64, for which many wheels are not built.
 */
export const fits = (type: SoldType, need: Need): boolean =>
  type.accelerator?.count === need.count && suits(type, need);

/** Fits but for the number of cards. */
export function suits({ accelerator, architecture }: SoldType, need: Need): boolean {
  if (!accelerator || memoryOf(accelerator, need.memory.unit) < need.memory.least) return false;
  return need.accelerator
    ? accelerator.name === need.accelerator
    : accelerator.vendor === "nvidia" && architecture === "x86_64";
}

const memoryOf = (
  accelerator: NonNullable<SoldType["accelerator"]>,
  unit: Need["memory"]["unit"],
): number => (unit === "GiB" ? accelerator.memory : soldMemory(accelerator));
