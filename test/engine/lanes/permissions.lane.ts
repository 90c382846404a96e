/**
 * An app with a domain, by somebody whose rights are few: certificate, HTTPS listener and host names go through `up`
 * and are stable. What whoever deploys has to be allowed, `thunderhead permissions` says; here somebody
 * deploys, and destroys, with those rights alone, on an AWS that enforces them. That each of them is needed is proven by
 * `npm run permissions:proof`, whose record this asks anew for a few.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { factsOf } from "../app-facts.ts";
import { checkHostNames, type Domain, makeZone } from "../aws/host-names.ts";
import { left } from "../aws/left.ts";
import type { Checkout } from "../checkout.ts";
import { type Bench, openBench } from "../permissions/bench.ts";
import { proofApps } from "../permissions/proof-apps.ts";
import { readProof } from "../permissions/proven.ts";
import { refusedIn } from "../permissions/refused.ts";
import { steps } from "../steps.ts";

const go = ["--yes", "--skip-preview"];

describe("permissions of who deploys boring with a domain", () => {
  const { step, look } = steps();
  let bench: Bench;
  let domain: Domain;
  const prepare = async (url: string, { app }: Checkout): Promise<void> => {
    domain = await makeZone(url, "ml.example.org");
    const access = { domain: domain.name, zoneId: domain.zoneId };
    const config = `export default ${JSON.stringify({ aws: { access } })};\n`;
    writeFileSync(join(app, "thunderhead.config.ts"), config);
  };
  beforeAll(async () => {
    bench = await openBench({ ...proofApps.boring, prepare });
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

  const passes = async (...words: readonly string[]): Promise<void> => {
    const { code, output } = await bench.run(bench.actions, ...words);
    expect(code, output).toBe(0);
  };

  step("with all of them the app is deployed, and there is nothing to do then", async () => {
    await bench.anew();
    await passes("up", ...go);
    await passes("preview", "--refresh", "--expect-no-changes");
  });

  look("services have names of the domain", async () => {
    expect(await bench.stack.outputs()).toMatchObject({
      url: "https://ml.example.org",
      services: { serve: "https://serve.ml.example.org" },
    });
  });

  look("AWS: one listener, a rule and a name for each host", async () => {
    const facts = factsOf(JSON.parse(bench.checkout.thunderhead("graph", "--json")));
    await checkHostNames({ aws: bench.aws, facts }, domain);
  });

  step("and destroyed", async () => {
    await passes("destroy", ...go);
    expect(await left(bench.aws)).toEqual([]);
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
