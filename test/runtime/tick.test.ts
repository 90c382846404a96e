import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("a tick is a transaction over one snapshot", () => {
  it("commits nothing of a tick that throws, but the failure", async () => {
    class Throws extends Flow {
      task = new Task();
      count = 0;
      override async run() {
        this.count = 5;
        this.task.start();
        throw new Error("no good");
      }
    }
    const rig = await new Rig(app(() => new Throws())).settle();
    expect(rig.ended).toMatchObject({ code: 1, message: expect.stringContaining("no good") });
    expect(rig.calls()).toEqual([]);
    expect(rig.state("root")).toEqual({ count: 0 });
  });

  it("fails the tick on an engine error even if the app catches it", async () => {
    class Swallows extends Flow {
      task = new Task();
      override async run() {
        try {
          await this.task.run(Number.NaN);
        } catch {
          // The app looks away.
        }
      }
    }
    const rig = await new Rig(app(() => new Swallows())).settle();
    expect(rig.ended).toMatchObject({
      code: 1,
      message: expect.stringContaining("arguments[0] of task.run() is NaN"),
    });
  });

  it("shows every line of a tick the same values, whatever happens meanwhile", async () => {
    const seen: number[][] = [];
    class Reads extends Flow {
      task = new Task();
      other = new Task();
      override async run() {
        const before = this.other.progress;
        await this.task.run();
        seen.push([before, this.other.progress]);
        await this.other.run();
      }
    }
    const rig = await new Rig(app(() => new Reads())).settle();
    await rig.succeed("task");
    await rig.patch("other", { progress: 7 });
    await rig.patch("other", { progress: 8 });
    expect(seen.length).toBeGreaterThan(1);
    for (const [before, after] of seen) expect(after).toBe(before);
  });
});

describe("what is unfinished never settles", () => {
  it("runs no catch, finally or code behind an unfinished await", async () => {
    const trace: string[] = [];
    class Suspends extends Flow {
      task = new Task();
      override async run() {
        try {
          await this.task.run();
          trace.push("done");
        } catch {
          trace.push("caught");
        } finally {
          trace.push("finally");
        }
      }
    }
    const rig = await new Rig(app(() => new Suspends())).settle();
    expect(trace).toEqual([]);
    await rig.succeed("task");
    expect(trace).toEqual(["done", "finally"]);
  });

  it("lets the siblings of a suspended branch go on", async () => {
    class Fans extends Flow {
      a = new Task();
      b = new Task();
      c = new Task();
      override async run() {
        await Promise.all([this.a.run(), this.b.run().then(() => this.c.run())]);
      }
    }
    const rig = await new Rig(app(() => new Fans())).settle();
    expect(rig.calls()).toEqual(["a()", "b()"]);
    await rig.succeed("b");
    expect(rig.calls()).toEqual(["a()", "b()", "c()"]);
  });
});

describe("only durable things may be awaited", () => {
  it("fails the tick that awaits something else, naming the line", async () => {
    const never = new Promise(() => {});
    class Foreign extends Flow {
      override async run() {
        await never;
      }
    }
    const rig = await new Rig(app(() => new Foreign())).settle();
    expect(rig.ended?.code).toBe(1);
    expect(rig.ended?.message).toContain("awaits something that the ledger does not know");
    expect(rig.ended?.message).toMatch(/at .*run .*tick\.test\.ts:\d+/);
  });

  it("takes async helpers, plain values and native combinators for what they are", async () => {
    class Legal extends Flow {
      task = new Task();
      result: unknown = null;
      override async run() {
        const helper = async (n: number) => (await this.task.again(n).run()) ?? n;
        await undefined;
        this.result = JSON.stringify(await Promise.all([1, 2].map(helper)));
      }
    }
    const rig = await new Rig(
      app(() => new Legal()),
      () => ({}),
    ).settle();
    expect(rig.state("root")).toEqual({ result: "[1,2]" });
    expect(rig.ended?.code).toBe(0);
  });
});
