/**
 * What whoever deploys has to be allowed. `thunderhead permissions` says it; here somebody deploys, and destroys,
 * with those rights alone, on an AWS that enforces them. That each of them is needed is proven by
 * `npm run permissions:proof`, whose record this asks anew for a few.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Bench, openBench } from "../permissions/bench.ts";
import { proofApps } from "../permissions/proof-apps.ts";
import { readProof } from "../permissions/proven.ts";
import { refusedIn } from "../permissions/refused.ts";
import { steps } from "../steps.ts";

const go = ["--yes", "--skip-preview"];

describe("permissions of who deploys boring", () => {
  const { step } = steps();
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(proofApps.boring);
  });
  afterAll(() => bench?.close());

  step("no right is on all actions of a service, no policy longer than IAM takes", async () => {
    expect(bench.actions.filter((action) => action.includes("*"))).toEqual([]);
    for (const size of bench.policySizes) expect(size).toBeLessThanOrEqual(6144);
  });

  step("without one of a few, `up` fails, and says which call was refused", async () => {
    for (const action of few(bench.actions)) {
      await bench.anew();
      const rights = bench.actions.filter((one) => one !== action);
      const { code, output } = await bench.run(rights, "up", ...go);
      expect(code, action).not.toBe(0);
      expect([...refusedIn(output)], output).toContain(action);
    }
  });

  step("with all of them the app is deployed, and destroyed", async () => {
    await bench.anew();
    for (const words of [
      ["up", ...go],
      ["preview", "--refresh", "--expect-no-changes"],
      ["destroy", ...go],
    ]) {
      const { code, output } = await bench.run(bench.actions, ...words);
      expect(code, output).toBe(0);
    }
  });

  step("and nothing was asked of AWS that it does not say", async () => {
    // Whoever asks who they are needs no right for it.
    const said = new Set([...bench.actions, "sts:GetCallerIdentity"]);
    expect([...bench.asked()]).toContain("ec2:CreateLaunchTemplate");
    expect([...bench.asked()].filter((action) => !said.has(action))).toEqual([]);
  });
});

/** Others where the list is another; none whose refusal shows after minutes only. */
function few(actions: readonly string[]): readonly string[] {
  const proven = readProof("boring").actions;
  const quick = actions.filter(
    (action) =>
      proven[action] === "up" &&
      !/^(elasticloadbalancing:|autoscaling:|s3:ListBucket$)/.test(action),
  );
  const order = (action: string): string =>
    createHash("sha256").update(`${actions.length} ${action}`).digest("hex");
  return quick.toSorted((one, other) => order(one).localeCompare(order(other))).slice(0, 2);
}
