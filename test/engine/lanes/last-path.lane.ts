/** An app whose last Path goes: its data is asked about, kept with its volume, and let go by name. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { left } from "../aws/left.ts";
import { commandEnvironment, type Ended, ended, expectEnd, start } from "../command.ts";
import { rig } from "../rig.ts";
import { steps } from "../steps.ts";

const samples = "test/review/samples/last-path-removed";

describe("the last Path", () => {
  const { step } = steps();
  const app = { name: "daily", source: `${samples}/before`, machines: {} };
  const { checkout, ground, aws, stack } = rig(app, { provider: "attached" });
  const file = (name: string) => join(checkout.app, name);

  const deploy = (...words: readonly string[]): Promise<Ended> =>
    ended(
      start(["deploy", "--stack", "dev", "--yes", ...words], {
        cwd: checkout.app,
        env: commandEnvironment(ground()),
      }),
    );
  const volumes = async (): Promise<readonly string[]> =>
    (await left(aws())).filter((one) => one.startsWith("volume "));
  const isInStack = async (): Promise<boolean> =>
    (await stack().urns()).some((urn) => urn.endsWith("FileSystem::volume"));

  step("is deployed with a volume", async () => {
    expectEnd(await deploy(), 0);
    expect(await volumes()).toHaveLength(1);
  });

  step("its removal is somebody's decision, and leaves the volume where it is", async () => {
    const after = join(import.meta.dirname, "../../..", samples, "after/app.ts");
    writeFileSync(file("app.ts"), readFileSync(after, "utf8"));
    expectEnd(await deploy(), 4, "DATA      1 orphaned", "--accept-orphan report.page");
    const flags = ["--accept-orphan", "report.page", "--interrupt", "report"];
    expectEnd(await deploy(...flags), 0);
    expect([await isInStack(), await volumes()]).toEqual([true, [expect.any(String)]]);
    expect(await stack().preview()).toEqual([]);
    expect(readFileSync(join(checkout.infra, "storage.ts"), "utf8")).toContain("--accept-orphan");
  });

  step("let go by the lock and by name, it leaves the stack and stays in the account", async () => {
    const lock = readFileSync(file("thunderhead.lock.json"), "utf8");
    const without = lock.replaceAll(/^.*"path .*\n/gm, "");
    writeFileSync(file("thunderhead.lock.json"), without);
    const before = await volumes();
    expectEnd(await deploy(), 4, "DATA      1 left behind", "--accept-orphan volume");
    expectEnd(await deploy("--accept-orphan", "volume", "--interrupt", "app"), 0);
    expect([await isInStack(), await volumes()]).toEqual([false, before]);
    expect(await stack().preview()).toEqual([]);
  });
});
