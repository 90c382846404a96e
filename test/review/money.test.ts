import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Price } from "#plan/review.ts";
import { cost } from "#providers/aws/cost.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { runningPrices, standingSum } from "#review/verdicts/money.ts";
import { appsUnderTest, compileApp } from "../emit/compile-app.ts";
import { compareFolders } from "./compare-folders.ts";

const price: fc.Arbitrary<Price> = fc.record({
  urn: fc.string(),
  what: fc.string(),
  standing: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
  hourly: fc.integer({ min: 0, max: 1000 }).map((cents) => cents / 100),
  group: fc.constantFrom("a", "b", "c"),
});

test("standing is what the resources add up to, to the cent; a gang's zones count once", () => {
  fc.assert(
    fc.property(fc.array(price, { maxLength: 200 }), (prices) => {
      const cents = prices.reduce((sum, { standing }) => sum + Math.round(standing * 100), 0);
      expect(Math.round(standingSum(prices) * 100)).toBe(cents);
      for (const [group, hourly] of runningPrices(prices)) {
        const own = prices.filter((one) => one.group === group).map((one) => one.hourly);
        expect(hourly).toBe(Math.max(...own));
      }
    }),
  );
});

test.each(appsUnderTest().filter(({ name }) => /^(boring|two-nodes|two-ports)$/.test(name)))(
  "what $name registers costs what compile says",
  async (app) => {
    const { graph } = await compileApp(app);
    const expected = cost(graph, defaultAwsOptions);
    const folder = join(app.entry, "..");
    const empty = mkdtempSync(join(tmpdir(), "thunderhead-empty-"));
    try {
      const words = ["--from", relative(folder, empty), "--to", "."];
      const { verdicts } = await compareFolders(folder, words);
      expect(verdicts.money.standing).toEqual({ before: 0, after: expected.standing.monthly });
      expect(verdicts.money.running).toEqual(
        expected.running.map(({ group, hourly }) => ({ group, before: 0, after: hourly })),
      );
      const told = verdicts.money.traffic.toSorted((one, other) => other.after - one.after)[0];
      expect(told?.after).toBe(
        expected.traffic && expected.traffic.written + expected.traffic.read,
      );
      expect(told?.readers).toBe(expected.traffic?.readers);
    } finally {
      rmSync(empty, { recursive: true });
    }
  },
);
