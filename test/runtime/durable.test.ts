import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("what repeats, and what does not", () => {
  it("runs the durable cursor once for each value", async () => {
    class Cursor extends Flow {
      task = new Task();
      i = 0;
      override async run() {
        while (this.i < 3) {
          await this.task.run(this.i);
          this.i++;
        }
      }
    }
    const rig = await new Rig(
      app(() => new Cursor()),
      () => ({}),
    ).settle();
    expect(rig.calls()).toEqual(["task(0)", "task(1)", "task(2)"]);
    expect(rig.state("root")).toEqual({ i: 3 });
    expect(rig.ended).toMatchObject({ code: 0 });
  });

  it("is once in exactly one committed tick, with that tick's writes", async () => {
    class Once extends Flow {
      a = new Task();
      b = new Task();
      count = 0;
      override async run() {
        if (this.once("count")) this.count += 1;
        await this.a.run();
        await this.b.run();
      }
    }
    const rig = await new Rig(app(() => new Once())).settle();
    await rig.succeed("a");
    await rig.restart();
    await rig.succeed("b");
    expect(rig.state("root")).toEqual({ count: 1 });
  });

  it("refuses the same key twice in a tick", async () => {
    class Twice extends Flow {
      override async run() {
        for (let i = 0; i < 2; i++) await this.sleep("cool", "1s");
      }
    }
    const rig = await new Rig(app(() => new Twice())).settle();
    await rig.pass(2000);
    expect(rig.ended).toMatchObject({
      code: 1,
      message: expect.stringContaining('sleep("cool") is asked for twice'),
    });
  });

  it("sleeps by key, and asks what has elapsed", async () => {
    class Sleeps extends Flow {
      log: string[] = [];
      override async run() {
        if (this.elapsed("late", "90s") && this.once("late")) this.log.push("late");
        for (const i of [1, 2]) {
          await this.sleep(["cool", i], "1m");
          if (this.once(["woke", i])) this.log.push(`woke ${i}`);
        }
      }
    }
    const rig = await new Rig(app(() => new Sleeps())).settle();
    await rig.pass(61_000);
    expect(rig.state("root")).toEqual({ log: ["woke 1"] });
    await rig.restart();
    await rig.pass(30_000);
    expect(rig.state("root")).toEqual({ log: ["woke 1", "late"] });
    await rig.pass(60_000);
    expect(rig.state("root")).toEqual({ log: ["woke 1", "late", "woke 2"] });
    expect(rig.ended?.code).toBe(0);
  });

  it("runs a step beside the ticks, and records its outcome", async () => {
    let ran = 0;
    class Steps extends Flow {
      task = new Task();
      got: unknown = null;
      override async run() {
        this.got = await this.step("draw", async ({ attempt }) => ({ value: ++ran, attempt }), {
          retries: 1,
        });
        await this.task.run();
      }
    }
    const rig = await new Rig(app(() => new Steps())).settle();
    await rig.restart();
    expect(rig.state("root")).toEqual({ got: { value: 1, attempt: 1 } });
    expect(ran).toBe(1);
  });
});
