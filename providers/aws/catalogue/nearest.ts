/** What comes nearest to a wish that cannot be had, among types that can. */
import { type Need, suits } from "./need.ts";
import { byPrice, findType, type SoldType } from "./types.ts";

/** The same card in another number first, then the same number of cards with at least that memory. */
export function nearNeed(need: Need, among: readonly SoldType[]): readonly SoldType[] {
  const sameCard = among.filter(
    (type) => need.accelerator !== undefined && suits(type, need) && countOf(type) > need.count,
  );
  const memory = Math.max(gibOf(need), smallest(ofCard(need.accelerator, among)));
  const sameNumber = among.filter((type) => isOrdinary(type) && countOf(type) === need.count);
  const enough = Math.min(memory, Math.max(0, ...sameNumber.map(memoryOf)));
  return [
    ...sameCard.toSorted(byPrice).slice(0, 1),
    ...cheapestOfEachCard(sameNumber.filter((type) => memoryOf(type) >= enough)),
  ];
}

/** `p3.8xlarge` is leaving: what has as many cards with at least as much memory; else as many processors. */
export function nearType(wish: string, among: readonly SoldType[]): readonly SoldType[] {
  const type = findType(wish);
  if (!type) return [];
  const { accelerator, vcpu, memory } = type;
  if (accelerator) {
    const least = { unit: "GiB", least: accelerator.memory } as const;
    return nearNeed({ count: accelerator.count, memory: least }, among);
  }
  return among
    .filter((one) => !one.accelerator && one.vcpu >= vcpu && one.memory >= memory)
    .toSorted(byPrice);
}

const isOrdinary = ({ accelerator, architecture }: SoldType): boolean =>
  accelerator?.vendor === "nvidia" && architecture === "x86_64";

const cheapestOfEachCard = (types: readonly SoldType[]): readonly SoldType[] =>
  types
    .toSorted(byPrice)
    .filter((type, at, all) => all.findIndex((it) => sameCards(it, type)) === at);
const sameCards = (a: SoldType, b: SoldType): boolean =>
  a.accelerator?.name === b.accelerator?.name && memoryOf(a) === memoryOf(b);

const ofCard = (card: string | undefined, among: readonly SoldType[]): readonly SoldType[] =>
  card === undefined ? [] : among.filter(({ accelerator }) => accelerator?.name === card);
const memoryOf = ({ accelerator }: SoldType): number => accelerator?.memory ?? 0;
const countOf = ({ accelerator }: SoldType): number => accelerator?.count ?? 0;
const smallest = (types: readonly SoldType[]): number =>
  types.length > 0 ? Math.min(...types.map(memoryOf)) : 0;
/** What is sold as 80 GB may be 74.5 GiB. */
const gibOf = ({ memory: { unit, least } }: Need): number =>
  unit === "GiB" ? least : (least * 1e9) / 2 ** 30;
