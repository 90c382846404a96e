/** What a gigabyte of somebody's Paths costs to publish and have read, once by each machine that may read it. */
import type { Grant, MachineFact, Traffic } from "#plan/review.ts";
import { volume } from "../catalogue/rates.ts";

export function traffic(
  grants: readonly Grant[],
  machines: readonly MachineFact[],
): readonly Traffic[] {
  const known = new Map(machines.map(({ group, nodes }) => [group, nodes]));
  const ofPaths = grants.filter(({ pathsOf, routine }) => pathsOf !== undefined && !routine);
  const producers = Map.groupBy(ofPaths, ({ pathsOf = "" }) => pathsOf);
  return [...producers].map(([pathsOf, all]) => {
    const holders = new Set(all.flatMap(({ verb, who }) => (verb === "read" ? groupOf(who) : [])));
    const readers = [...holders].reduce((sum, one) => sum + (known.get(one) ?? 0), 0);
    return { pathsOf, readers, perGigabyte: cents(volume.written + readers * volume.read) };
  });
}

/** Machines that one work has for itself are called after it; `the default machine` is several works'. */
const groupOf = (who: string): string => /^the (.+) machine$/.exec(who)?.[1] ?? who;

const cents = (amount: number): number => Math.round(amount * 100) / 100;
