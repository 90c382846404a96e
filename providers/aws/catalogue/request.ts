/**
 * What a wish means: a general name (`gpu`), one of AWS's types (`p4d.24xlarge`), or a need (`L4`, `A100:8`,
 * `80GB+`, `24GB+:4`). The answer is a type that is sold, never a bigger one in silence; for what nobody
 * sells, it is what comes nearest, with prices.
 */
import { didYouMean } from "#diagnostics/words.ts";
import type { ComputeName } from "#graph/compute.ts";
import { generalNames } from "./names.ts";
import {
  byPrice,
  describeType,
  findType,
  isSold,
  machineTypes,
  pricesAsOf,
  type SoldType,
} from "./types.ts";

export type Choice =
  | { readonly kind: "found"; readonly types: readonly [SoldType, ...SoldType[]] }
  | {
      readonly kind: "unknown";
      readonly name: string;
      /** A sentence with what comes nearest, priced. */
      readonly nearest: string;
      /** What to write instead, where something comes near. */
      readonly instead: string | undefined;
    };

/** Candidates in order of preference; the first unknown name where there is one. */
export function choose(name: ComputeName): Choice {
  const wishes = typeof name === "string" ? [name] : name.anyOf;
  const types: SoldType[] = [];
  for (const wish of wishes) {
    const choice = chooseOne(wish);
    if (choice.kind === "unknown") return choice;
    types.push(...choice.types.filter((type) => !types.includes(type)));
  }
  return found(types) ?? unknown("", []);
}

function chooseOne(wish: string): Choice {
  const general = generalNames[wish]?.flatMap((name) => findType(name) ?? []).filter(isSold);
  const exact = [findType(wish)].flatMap((type) => (type && isSold(type) ? [type] : []));
  const need = parseNeed(wish);
  const fitting = need ? sold.filter((type) => fits(type, need)).toSorted(byPrice) : [];
  return (
    found(general ?? []) ??
    found(exact) ??
    found(fitting.slice(0, 1)) ??
    unknown(wish, need ? nearNeed(need) : nearType(wish))
  );
}

function found(types: readonly SoldType[]): Choice | undefined {
  const [first, ...rest] = types;
  return first && { kind: "found", types: [first, ...rest] };
}

const sold: readonly SoldType[] = machineTypes.filter(isSold);

/** `L4`, `A100:8`, `A100-80GB:8`, `80GB+`, `24GB+:4`. */
interface Need {
  /** Absent where only memory matters. */
  readonly accelerator?: string | undefined;
  readonly count: number;
  /** GiB of each, at least. */
  readonly memory: number;
}

/** GB as on the box: 24 GB are the 22.35 GiB that EC2 reports. */
const gibPerGb = 1e9 / 2 ** 30;
const rounding = 0.01;

function parseNeed(wish: string): Need | undefined {
  const match =
    /^(?:(?<memory>\d+(?:\.\d+)?)(?<unit>GB|GiB)\+|(?<card>[A-Za-z][A-Za-z0-9]*)(?:-(?<size>\d+)GB)?)(?::(?<count>[1-9]\d*))?$/.exec(
      wish,
    )?.groups;
  if (!match) return undefined;
  const count = Number(match["count"] ?? 1);
  const accelerator = match["card"] && knownCard(match["card"]);
  if (match["card"] && !accelerator) return undefined;
  const stated = Number(match["memory"] ?? match["size"] ?? 0);
  const memory = match["unit"] === "GiB" ? stated : stated * gibPerGb - rounding;
  return { accelerator, count, memory };
}

const cards = [...new Set(sold.flatMap(({ accelerator }) => accelerator?.name ?? []))];
const aliases: Readonly<Record<string, string>> = { a10: "A10G" };
const knownCard = (card: string): string | undefined =>
  aliases[card.toLowerCase()] ?? cards.find((it) => it.toLowerCase() === card.toLowerCase());

function fits({ accelerator, architecture }: SoldType, need: Need): boolean {
  if (!accelerator || accelerator.count !== need.count || accelerator.memory < need.memory) {
    return false;
  }
  return need.accelerator
    ? accelerator.name === need.accelerator
    : accelerator.vendor === "nvidia" && architecture === "x86_64";
}

/** Same card in another number first, then the same number of cards with at least that memory. */
function nearNeed(need: Need): readonly SoldType[] {
  const memory = Math.max(need.memory, smallest(ofCard(need.accelerator)));
  const sameCard = ofCard(need.accelerator).filter((type) => countOf(type) > need.count);
  const sameNumber = sold.filter((type) =>
    fits(type, { count: need.count, memory: Math.min(memory, biggest(need.count)) }),
  );
  return [...sameCard.toSorted(byPrice).slice(0, 1), ...cheapestOfEachCard(sameNumber)];
}

const cheapestOfEachCard = (types: readonly SoldType[]): readonly SoldType[] =>
  types
    .toSorted(byPrice)
    .filter((type, at, all) => all.findIndex((it) => sameCards(it, type)) === at);
const sameCards = (a: SoldType, b: SoldType): boolean =>
  a.accelerator?.name === b.accelerator?.name && a.accelerator?.memory === b.accelerator?.memory;

const ofCard = (card: string | undefined): readonly SoldType[] =>
  card === undefined ? [] : sold.filter(({ accelerator }) => accelerator?.name === card);
const memoryOf = ({ accelerator }: SoldType): number => accelerator?.memory ?? 0;
const smallest = (types: readonly SoldType[]): number =>
  types.length > 0 ? Math.min(...types.map(memoryOf)) : 0;
const countOf = ({ accelerator }: SoldType): number => accelerator?.count ?? 0;
const biggest = (count: number): number =>
  Math.max(0, ...sold.filter((type) => countOf(type) === count).map(memoryOf));

/** `p3.8xlarge` is leaving: what has as many cards with at least as much memory. */
function nearType(wish: string): readonly SoldType[] {
  const { accelerator } = findType(wish) ?? {};
  return accelerator ? nearNeed({ count: accelerator.count, memory: accelerator.memory }) : [];
}

function unknown(name: string, near: readonly SoldType[]): Choice {
  const offers = near.slice(0, 3);
  const known = [...Object.keys(generalNames), ...cards, ...sold.map((type) => type.name)];
  const nearest = offers.length > 0 ? `AWS sells ${offers.map(offer).join("; ")}` : "";
  const sentence = nearest
    ? `${nearest} ($/h of ${pricesAsOf}, us-east-1).`
    : didYouMean(name, known);
  const [first] = /`([^`]+)`/.exec(sentence)?.slice(1) ?? [];
  return { kind: "unknown", name, nearest: sentence, instead: offers[0]?.name ?? first };
}

const offer = (type: SoldType): string =>
  `\`${type.name}\` (${describeType(type)}) for ${type.price.toFixed(2)}`;
