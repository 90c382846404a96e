import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostAtOnce } from "#providers/aws/catalogue/at-once.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { vcpuNeeds } from "#providers/aws/vcpu-needs.ts";
import { compute, graphOf } from "../graphs.ts";

/** Weights, and pairs that only ever lead to what is further on. */
const someOrder = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
  .chain((weights) =>
    fc.record({
      weights: fc.constant(weights),
      pairs: fc.array(fc.tuple(fc.nat(weights.length - 1), fc.nat(weights.length - 1))),
    }),
  )
  .map(({ weights, pairs }) => ({ weights, pairs: pairs.filter(([a, b]) => a < b) }));

/** Every set there is. */
function byTrying(weights: readonly number[], pairs: readonly (readonly [number, number])[]) {
  const after = weights.map((_, from) => reach(from, pairs));
  let best = 0;
  for (let bits = 0; bits < 1 << weights.length; bits++) {
    const chosen = weights.flatMap((_, at) => ((bits >> at) & 1 ? [at] : []));
    if (chosen.some((a) => chosen.some((b) => after[a]?.has(b)))) continue;
    best = Math.max(
      best,
      chosen.reduce((sum, at) => sum + (weights[at] ?? 0), 0),
    );
  }
  return best;
}

function reach(from: number, pairs: readonly (readonly [number, number])[]): ReadonlySet<number> {
  const seen = new Set<number>();
  for (let more = true; more; ) {
    const next = pairs.filter(([a, b]) => (a === from || seen.has(a)) && !seen.has(b));
    for (const [, b] of next) seen.add(b);
    more = next.length > 0;
  }
  return seen;
}

test("is the heaviest of all sets of which no two are in order", () => {
  fc.assert(
    fc.property(someOrder, ({ weights, pairs }) => {
      const all = weights.map((weight, at) => ({ name: `${at}`, weight }));
      const isBefore = (a: string, b: string) =>
        pairs.some(([x, y]) => `${x}` === a && `${y}` === b);
      expect(mostAtOnce(all, isBefore)).toBe(byTrying(weights, pairs));
    }),
    { numRuns: 300 },
  );
});

describe("vCPUs by quota", () => {
  const sketch = graphOf({
    prep: {},
    fit: { compute: compute("L4", { nodes: 2 }) },
    test: { compute: compute("g6.2xlarge") },
    sweep: { compute: compute("gpu"), max: 10 },
  });
  const needs = (order: readonly (readonly [string, string])[]) =>
    Object.fromEntries(
      vcpuNeeds({ ...sketch, order }, defaultAwsOptions).map(({ name, vcpus }) => [name, vcpus]),
    );

  test("all that may run at once, maps with all their elements", () => {
    // Two nodes with the smallest L4 that has a fast network card or not, one of 8, ten of 4.
    expect(needs([])["G and VT on demand"]).toBe(2 * 4 + 8 + 40);
  });

  test("what is over before does not count beside what comes after", () => {
    expect(
      needs([
        ["fit", "test"],
        ["test", "sweep"],
        ["fit", "sweep"],
      ])["G and VT on demand"],
    ).toBe(40);
    expect(needs([["fit", "test"]])["G and VT on demand"]).toBe(48);
  });

  test("the controller is always there", () => {
    expect(needs([])["Standard on demand"]).toBe(4);
  });
});
