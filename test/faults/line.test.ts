import { beforeAll, describe, expect, it } from "vitest";
import { buildAll } from "../runtime/launch.ts";
import { survive } from "./launch.ts";
import { type Outcome, outcomeOf } from "./ledger.ts";

let undisturbed: Outcome;

beforeAll(async () => {
  buildAll();
  undisturbed = await survive("pipeline", {}, ({ directory }) => outcomeOf(directory));
});

describe.concurrent("a line between agent and controller that", () => {
  it.each([
    ["is cut in the middle of every 7th piece", { cutEvery: 7 }],
    ["is slow, and tears every message", { delay: 15, tear: true }],
    [
      "falls silent for three seconds without being closed",
      { silent: { from: 12, milliseconds: 3_000 } },
    ],
  ])("%s", async (_, proxy) => {
    await survive("pipeline", { proxy }, async ({ directory, starts, proxy: counts, world }) => {
      expect(await outcomeOf(directory)).toEqual(undisturbed);
      expect(starts).toBe(1);
      if ("cutEvery" in proxy) expect(counts?.cuts).toBeGreaterThan(2);
      if ("silent" in proxy) expect(counts?.silences).toBe(1);
      // A line is no machine: nothing is lost with it, and nothing runs twice.
      expect(world.filter((line) => line.endsWith("begins"))).toHaveLength(4);
    });
  });
});

describe.concurrent("a clock that", () => {
  it.each([
    ["is set back by an hour", -3_600_000],
    ["leaps forward by an hour", 3_600_000],
  ])("%s", async (_, by) => {
    const started = performance.now();
    await survive("pipeline", { clock: { after: 1_000, by } }, async ({ directory, world }) => {
      expect(await outcomeOf(directory)).toEqual(undisturbed);
      expect(world.filter((line) => line.endsWith("begins"))).toHaveLength(4);
    });
    // The app's sleep is a tenth of a second by any clock.
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
