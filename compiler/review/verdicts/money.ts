import type { Price, Traffic } from "#plan/review.ts";
import type { Reviewed } from "../reviewed.ts";

export interface MoneyVerdict {
  /** Date of the prices. */
  readonly asOf: string;
  /** $ a month, whether or not anything runs. */
  readonly standing: Amounts;
  /** $ an hour while all machines of a group run; groups whose price changes. */
  readonly running: readonly (Amounts & { readonly group: string })[];
  /** $ for a gigabyte of a component's Paths, published once and read by each machine that may; where it changes. */
  readonly traffic: readonly (Amounts & {
    readonly pathsOf: string;
    /** Machines, afterwards. */
    readonly readers: number;
  })[];
  /** Types with a cost that is not in the table. */
  readonly unpriced: readonly string[];
}

export interface Amounts {
  readonly before: number;
  readonly after: number;
}

/** The sums over what both programs register: standing apart from while-running. */
export function moneyVerdict({ was, is }: Reviewed): MoneyVerdict {
  const [before, after] = [runningPrices(was.prices), runningPrices(is.prices)];
  const groups = [...new Set([...before.keys(), ...after.keys()])];
  return {
    asOf: is.pricesAsOf,
    standing: { before: standingSum(was.prices), after: standingSum(is.prices) },
    running: groups
      .map((group) => ({
        group,
        before: before.get(group) ?? 0,
        after: after.get(group) ?? 0,
      }))
      .filter((one) => one.before !== one.after),
    traffic: trafficChanges(was.traffic, is.traffic),
    unpriced: is.unpriced.filter((type) => !was.unpriced.includes(type)),
  };
}

/** In whole cents, so that the sum is what the parts add up to. */
export const standingSum = (prices: readonly Price[]): number =>
  prices.reduce((sum, { standing }) => sum + Math.round(standing * 100), 0) / 100;

/** By group; of a gang's groups, zone by zone, one runs at a time. */
export function runningPrices(prices: readonly Price[]): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const { group, hourly } of prices) {
    if (hourly > 0) groups.set(group, Math.max(groups.get(group) ?? 0, hourly));
  }
  return groups;
}

function trafficChanges(was: readonly Traffic[], is: readonly Traffic[]): MoneyVerdict["traffic"] {
  const all = new Set([...was, ...is].map(({ pathsOf }) => pathsOf));
  return [...all].flatMap((pathsOf) => {
    const [before, after] = [was, is].map((side) => side.find((one) => one.pathsOf === pathsOf));
    const amounts = { before: before?.perGigabyte ?? 0, after: after?.perGigabyte ?? 0 };
    const readers = after?.readers ?? 0;
    return amounts.before === amounts.after ? [] : [{ pathsOf, readers, ...amounts }];
  });
}

export const isUnchanged = ({ standing, running, traffic, unpriced }: MoneyVerdict): boolean =>
  standing.before === standing.after && [...running, ...traffic, ...unpriced].length === 0;
