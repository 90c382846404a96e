import { describe, expect, it } from "vitest";
import { Flow, WorkFailed } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("a failed call that nobody catches", () => {
  class One extends Flow {
    task = new Task();
    caught = "";
    override async run() {
      await this.body();
    }
    async body() {}
  }

  it("fails the app when an awaited call's failure is not caught", async () => {
    class Uncaught extends One {
      override async body() {
        await this.task.run();
      }
    }
    const rig = await new Rig(app(() => new Uncaught())).settle();
    await rig.fail("task", "out of cheese");
    expect(rig.ended).toEqual({
      code: 1,
      message: "task failed: out of cheese\nError: out of cheese\n    at app.ts:3:9",
    });
  });

  it("fails the app when nobody looks at the call's promise", async () => {
    class Ignored extends One {
      other = new Task();
      override async body() {
        this.task.run();
        this.other.start();
      }
    }
    const rig = await new Rig(app(() => new Ignored())).settle();
    await rig.fail("task", "out of cheese");
    expect(rig.ended).toMatchObject({
      code: 1,
      message: expect.stringContaining("task failed: out of cheese"),
    });
  });

  it("lets the app catch it, as WorkFailed, in every tick", async () => {
    class Catches extends One {
      override async body() {
        try {
          await this.task.run();
        } catch (error) {
          if (error instanceof WorkFailed)
            this.caught = `${error.work} ${error.reason} ${error.attempts}`;
        }
      }
    }
    const rig = await new Rig(app(() => new Catches())).settle();
    await rig.fail("task", "out of cheese");
    expect(rig.state("root")).toEqual({ caught: "task user-exception 1" });
    expect(rig.ended).toMatchObject({ code: 0 });
  });

  it("retries within the budget first", async () => {
    class Retries extends Flow {
      task = new Task({ retries: 2 });
      override async run() {
        await this.task.run();
      }
    }
    let tries = 0;
    const rig = await new Rig(
      app(() => new Retries()),
      () => (++tries < 3 ? { failed: "flaky" } : {}),
    ).settle();
    await rig.pass(10_000);
    expect(rig.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(rig.ended).toMatchObject({ code: 0 });
  });
});
