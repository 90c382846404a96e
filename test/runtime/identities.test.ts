import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("identities and reads", () => {
  it("takes the same arguments twice in a tick for the same call, and again() for another", async () => {
    class Same extends Flow {
      task = new Task();
      override async run() {
        const [a, b] = [this.task.run(1), this.task.run(1, undefined)];
        this.task.again("x").start(1);
        await Promise.all([a, b]);
      }
    }
    const rig = await new Rig(
      app(() => new Same()),
      () => ({}),
    ).settle();
    expect(rig.calls()).toEqual(["task(1)", "task(1)"]);
    expect(rig.attempts).toHaveLength(2);
  });

  it("does not tick for what the flow never read", async () => {
    class Blind extends Flow {
      task = new Task();
      override async run() {
        await this.task.run();
      }
    }
    const rig = await new Rig(app(() => new Blind())).settle();
    const before = rig.reports.length;
    for (let i = 1; i <= 50; i++) await rig.patch("task", { progress: i });
    expect(rig.reports.length).toBe(before);
  });

  it("ticks for a field that the flow or its layout read", async () => {
    class Watches extends Flow {
      task = new Task();
      override async run() {
        this.task.start();
        if (this.task.progress >= 3) this.stop("enough");
      }
    }
    const rig = await new Rig(app(() => new Watches())).settle();
    await rig.patch("task", { progress: 1 });
    expect(rig.ended).toBeUndefined();
    await rig.patch("task", { progress: 3 });
    expect(rig.ended).toEqual({ code: 0, message: "enough" });
  });

  it("slows a flow that never settles down, and says which field it is", async () => {
    class Restless extends Flow {
      n = 0;
      override async run() {
        this.n++;
      }
    }
    const rig = await new Rig(app(() => new Restless())).settle();
    expect(rig.reports.length).toBe(100);
    expect(rig.lines.join("\n")).toContain("root.n");
    await rig.pass(1000);
    expect(rig.reports.length).toBeLessThanOrEqual(111);
  });
});
