/** Two stages of one app, and another app, in one account and region: none takes a name, or a thing, of another's. */
import { afterAll, beforeAll, describe, expect } from "vitest";
import { left } from "../aws/left.ts";
import { Checkout } from "../checkout.ts";
import { type ProviderProcess, startProviderProcess } from "../provider-process.ts";
import { rig } from "../rig.ts";
import { Stack } from "../stack.ts";
import { steps } from "../steps.ts";

const source = "test/emit/samples/no-port";

describe("neighbours in one account", () => {
  const { step } = steps();
  const { aws, ground, checkout, stack } = rig(
    { name: "daily", source, machines: {} },
    { provider: "attached" },
  );
  const other = new Checkout({ name: "weekly", source });
  let all: readonly Stack[] = [];
  let provider: ProviderProcess;

  beforeAll(async () => {
    other.thunderhead("compile");
    provider = await startProviderProcess(ground(), { cwd: other.infra });
    all = [
      stack(),
      new Stack(ground(), checkout.infra, "prod"),
      new Stack({ ...ground(), providerPort: provider.port }, other.infra, "dev"),
    ];
  });
  afterAll(() => {
    provider?.stop();
    other.remove();
  });

  step("all of them go up", async () => {
    for (const one of all) {
      await one.create({ keepData: "false" });
      await one.must("up", "--yes", "--skip-preview");
    }
  });

  step("none has anything to do beside the others", async () => {
    for (const one of all) await one.must("preview", "--refresh", "--expect-no-changes");
    const outputs = await Promise.all(all.map((one) => one.outputs()));
    const data = outputs.map((one) => JSON.stringify(one["data"]));
    expect(new Set(data).size).toBe(all.length);
  });

  step("one goes, and takes nothing of the others with it", async () => {
    const [gone, ...staying] = all;
    await gone?.must("destroy", "--yes", "--skip-preview");
    for (const one of staying) await one.must("preview", "--refresh", "--expect-no-changes");
  });

  step("nothing is left of any", async () => {
    for (const one of all.slice(1)) await one.must("destroy", "--yes", "--skip-preview");
    expect(await left(aws())).toEqual([]);
  });
});
