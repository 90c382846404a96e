/**
 * What a wish means in a region: a general name (`gpu`), one of AWS's types (`p4d.24xlarge`), or a need
 * (`need.ts`). The answer is a type that is sold there, never a bigger one in silence; for what is not to be
 * had, it is what comes nearest, with prices.
 */
import { didYouMean } from "#diagnostics/words.ts";
import type { ComputeName } from "#graph/compute.ts";
import { generalName, generalNames } from "./names.ts";
import { nearNeed, nearType } from "./nearest.ts";
import { cards, fits, parseNeed } from "./need.ts";
import { isSoldIn } from "./region.ts";
import { byPrice, findType, isSold, machineTypes, type SoldType } from "./types.ts";

/** The part of a `CloudCompute` that decides which machine it is. */
export interface Request {
  readonly name: ComputeName;
  readonly nodes: number;
  /** $ for all nodes together. */
  readonly maxHourlyCost?: number | undefined;
}

export type Choice =
  | { readonly kind: "found"; readonly types: readonly [SoldType, ...SoldType[]] }
  | Refusal;

export interface Refusal {
  /** Nobody sells it; this region does not; it costs more than the app allows. */
  readonly kind: "unknown" | "elsewhere" | "dear";
  /** The wish that cannot be had. */
  readonly name: string;
  /** Cheapest first, and like what was asked for. */
  readonly offers: readonly SoldType[];
  /** Where nothing comes near: a question with the nearest names, or nothing. */
  readonly didYouMean: string;
}

/** Candidates in order of preference. What the region or the purse refuses is left out while another stays. */
export function choose({ name, nodes, maxHourlyCost }: Request, region: string): Choice {
  const wishes = typeof name === "string" ? [name] : name.anyOf;
  const meant = wishes.map((wish) => ({ wish, types: meaning(wish, region) }));
  const unheard = meant.find(({ types }) => types.length === 0);
  const [first] = meant;
  if (unheard || !first) return unknown(unheard?.wish ?? "", region);
  const all = meant.flatMap(({ types }) => types);
  const here = all.filter((type) => isSoldIn(region, type));
  if (here.length === 0) return refusal("elsewhere", first.wish, near(first.wish, region));
  const affordable = here.filter(({ price }) => price * nodes <= (maxHourlyCost ?? Infinity));
  return found([...new Set(affordable)]) ?? refusal("dear", first.wish, cheapest(here));
}

const sold: readonly SoldType[] = machineTypes.filter(isSold);
const soldIn = (region: string): readonly SoldType[] =>
  sold.filter((type) => isSoldIn(region, type));

/** What a wish may stand for, wherever it is sold; where the region sells some of it, that. */
function meaning(wish: string, region: string): readonly SoldType[] {
  const named = generalName(wish)?.alternatives.map((names) => names.flatMap(soldByName)) ?? [];
  const general = named.find((types) => types.some((type) => isSoldIn(region, type))) ?? named[0];
  if (general) return general;
  const exact = soldByName(wish);
  if (exact.length > 0) return exact;
  return (fitting(wish, soldIn(region))[0] ?? fitting(wish, sold)[0])?.slice(0, 1) ?? [];
}

const soldByName = (name: string): readonly SoldType[] =>
  [findType(name)].flatMap((type) => (type && isSold(type) ? [type] : []));

/** Of those, the ones that a need asks for, cheapest first; nothing where it is no need or none fits. */
function fitting(wish: string, types: readonly SoldType[]): readonly (readonly SoldType[])[] {
  const need = parseNeed(wish);
  const found = need ? types.filter((type) => fits(type, need)).toSorted(byPrice) : [];
  return found.length > 0 ? [found] : [];
}

function found(types: readonly SoldType[]): Choice | undefined {
  const [first, ...rest] = types;
  return first && { kind: "found", types: [first, ...rest] };
}

const cheapest = (types: readonly SoldType[]): readonly SoldType[] => types.toSorted(byPrice);

function near(wish: string, region: string): readonly SoldType[] {
  const need = parseNeed(wish);
  return need ? nearNeed(need, soldIn(region)) : nearType(wish, soldIn(region));
}

function unknown(wish: string, region: string): Refusal {
  const offers = near(wish, region);
  const known = [...Object.keys(generalNames), ...cards, ...sold.map((type) => type.name)];
  return { ...refusal("unknown", wish, offers), didYouMean: didYouMean(wish, known) };
}

const refusal = (kind: Refusal["kind"], name: string, offers: readonly SoldType[]): Refusal => ({
  kind,
  name,
  offers: offers.slice(0, 3),
  didYouMean: "",
});
