import { describe, expect, it } from "vitest";
import { planOf } from "./plan.ts";
import { simulate, simulateTwice } from "./run.ts";
import { shrink } from "./shrink.ts";
import { sometimes } from "./sometimes.ts";

const seeds = 1000;

describe("the simulation", () => {
  it(`holds every invariant in ${seeds} seeds, each twice the same, and has seen what it is for`, async () => {
    const failures: string[] = [];
    const seen = new Set<string>();
    for (let seed = 1; seed <= seeds && failures.length < 3; seed++) {
      const result = await simulateTwice(seed);
      for (const what of result.seen) seen.add(what);
      if (result.failure === undefined) continue;
      const faults = await shrink(result.plan);
      failures.push(
        `npm run simulate -- --seed ${seed} --trace\n${result.plan.name}: ${result.failure}\nwith ${JSON.stringify(faults)}`,
      );
    }
    expect(failures).toEqual([]);
    expect(sometimes.filter((what) => !seen.has(what))).toEqual([]);
  }, 300_000);

  // Each found something that has been mended since; what it was has a test of its own, too.
  it.each([
    ["a settlement whose number had no place", 208],
    ["one attempt's end freed every work of its machine", 715],
    ["an order that waited started beside the attempt it waited for", 910],
    ["an append into a place that compaction had emptied", 1257],
    ["agents that talked to a leader who had been replaced", 4021],
    ["a call that was being stopped, and failed with its machine", 4508],
    ["an order that left after its attempt was given up", 4588],
  ])("%s", async (_what, seed) => {
    expect((await simulateTwice(seed)).failure).toBeUndefined();
  });

  it("comes to a controller killed before each of its effects, and to an agent", async () => {
    const failures: string[] = [];
    for (const kind of ["kill-controller-between-effects", "kill-agent-between-effects"] as const) {
      for (let amount = 1; amount <= 60; amount++) {
        const at = kind.startsWith("kill-agent") ? 20_000 : 0;
        const crash = { kind, at, lasts: 3000, target: 0, amount };
        const { failure } = await simulate(planOf(twoCalls, [crash]));
        if (failure !== undefined) failures.push(`${kind} ${amount}: ${failure}`);
      }
    }
    expect(failures).toEqual([]);
  });
});

describe("a map's pool of two machines", () => {
  it("asks for two, and has the third element wait for one of them", async () => {
    const { failure, lines } = await simulate({ ...planOf(findSeed("maps")), faults: [] }, true);
    expect(failure).toBeUndefined();
    const records = lines.flatMap((line) => {
      const [, batch] = / journal (\{.*\})$/.exec(line) ?? [];
      return batch === undefined ? [] : JSON.parse(batch).records;
    });
    const asked = records.filter(
      ({ kind, group }) => kind === "machine-asked" && group === "trials",
    );
    expect(asked).toHaveLength(2);
    const story = records.filter(({ work }) => String(work).startsWith("trials."));
    const attempts = story.filter(({ kind }) => kind === "attempt");
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(({ machine }) => machine)).size).toBe(2);
  });
});

/** A seed whose app makes a few calls in a row. */
const twoCalls = findSeed("sequence");

function findSeed(name: string): number {
  for (let seed = 1; seed < 1000; seed++) if (planOf(seed).name === name) return seed;
  throw new Error(`No seed has the app ${name}.`);
}
