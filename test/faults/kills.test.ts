import { beforeAll, describe, expect, it } from "vitest";
import { buildAll } from "../runtime/launch.ts";
import { type Kill, survive } from "./launch.ts";
import { type Outcome, outcomeOf } from "./ledger.ts";

const everything = process.env["FAULTS"] === "all";

const commits = (nths: readonly number[], whom: Kill["whom"]): readonly Kill[] =>
  nths.flatMap((nth) =>
    (["before", "after"] as const).map(
      (when) => ({ in: "controller", at: "commit", kind: "commit", nth, when, whom }) as const,
    ),
  );
const sends = (
  role: Kill["in"],
  kinds: readonly (readonly [string, number])[],
  whom: Kill["whom"],
): readonly Kill[] =>
  kinds.flatMap(([kind, nth]) =>
    (["before", "after"] as const).map(
      (when) => ({ in: role, at: "send", kind, nth, when, whom }) as const,
    ),
  );
const says = (kinds: readonly (readonly [string, number])[], whom: Kill["whom"]): readonly Kill[] =>
  kinds.map(
    ([kind, nth]) => ({ in: "agent", at: "work-says", kind, nth, when: "before", whom }) as const,
  );

/** Each effect boundary once, on both of its sides: the record, the word to the agent, the agent's word, the work's. */
const usual: readonly Kill[] = [
  ...commits([3, 9], "self"),
  ...commits([6], "tree"),
  ...sends("controller", [["run", 3]], "self"),
  ...sends(
    "agent",
    [
      ["publish", 2],
      ["settle", 1],
      ["settle", 3],
    ],
    "self",
  ),
  ...sends("agent", [["settle", 2]], "tree"),
  ...says(
    [
      ["running", 1],
      ["patch", 2],
      ["publish", 3],
      ["settled", 3],
    ],
    "work",
  ),
];

/** Every commit of the run, and every message of each kind. */
const all: readonly Kill[] = [
  ...commits(
    Array.from({ length: 30 }, (_, index) => index + 1),
    "self",
  ),
  ...commits(
    Array.from({ length: 30 }, (_, index) => index + 1),
    "tree",
  ),
  ...["run", "acknowledged", "welcome"].flatMap((kind) =>
    sends(
      "controller",
      [1, 2, 3].map((nth) => [kind, nth] as const),
      "self",
    ),
  ),
  ...["hello", "phase", "patch", "publish", "settle"].flatMap((kind) =>
    sends(
      "agent",
      [1, 2, 3, 4].map((nth) => [kind, nth] as const),
      "self",
    ),
  ),
  ...["publish", "settle"].flatMap((kind) =>
    sends(
      "agent",
      [1, 2, 3, 4].map((nth) => [kind, nth] as const),
      "tree",
    ),
  ),
  ...["ready", "running", "patch", "publish", "settled"].flatMap((kind) =>
    says(
      [1, 2, 3, 4].map((nth) => [kind, nth] as const),
      "work",
    ),
  ),
];

let undisturbed: Outcome;

beforeAll(async () => {
  buildAll();
  undisturbed = await survive("pipeline", {}, async ({ directory, world }) => {
    expect(world.filter((line) => line.endsWith("begins"))).toHaveLength(4);
    return outcomeOf(directory);
  });
  expect(undisturbed.state["report"]).toEqual({ text: "4 epochs, 14" });
  expect(undisturbed.ended).toBe(0);
});

describe.concurrent("kill -9 of", () => {
  it.each(everything ? all : usual)(
    "$whom when the $in's $at ($kind) is at its $nth, $when it",
    async (kill) => {
      await survive("pipeline", { kill }, async ({ directory, struck, starts, world }) => {
        // In the whole sweep a run may be over before its moment comes.
        if (!everything) expect(struck).toBe(true);
        expect(await outcomeOf(directory)).toEqual(undisturbed);
        if (kill.whom === "work") expect(starts).toBe(1);
        // One fault costs each call one more attempt at most.
        for (const call of new Set(world.map((line) => line.replace(/ \w+$/, "")))) {
          expect(world.filter((line) => line === `${call} begins`).length).toBeLessThanOrEqual(2);
          expect(world).toContain(`${call} ends`);
        }
      });
    },
  );
});
