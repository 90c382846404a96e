import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { App, Flow, Work } from "#sdk/index.ts";
import { buildAll, LaunchedApp, sampleApp } from "./launch.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Watches extends Flow {
  task = new Task();
  seen: string[] = [];
  override async run() {
    this.task.start("a");
    if (this.seen.at(-1) !== this.task.machine) this.seen.push(this.task.machine);
    if (this.elapsed("again", "4m")) this.task.start("b");
    this.elapsed("stay", "1d");
  }
}

describe("idleTimeout", () => {
  it("counts from the end of the last call, and leaves that call succeeded", async () => {
    const rig = await new Rig(() => new App(new Watches())).settle();
    await rig.succeed("task");
    await rig.pass(4 * 60_000 + 1000);
    await rig.succeed("task");
    await rig.pass(4 * 60_000);
    expect(rig.state("root")).toMatchObject({ seen: ["off", "on"] });
    await rig.pass(61_000);
    expect(rig.state("root")).toMatchObject({ seen: ["off", "on", "off"] });
    expect([...rig.core.ledger.calls.values()].map(({ stage }) => stage)).toEqual([
      "succeeded",
      "succeeded",
    ]);
  });
});

describe("idleTimeout, here", () => {
  beforeAll(buildAll);

  it("finds nothing left to end: the process is gone and its directory emptied with the call", async () => {
    using app = sampleApp("stopping");
    await using launch = new LaunchedApp(app.directory);
    await launch.stage("serve", "running");
    await launch.stage("quick", "succeeded");
    const [{ directory } = { directory: "" }] = launch.of("launch");
    const attempts = join(directory, "attempts");
    const left = () => (existsSync(attempts) ? readdirSync(attempts) : []);
    await expect.poll(left).toHaveLength(1);
  });
});
