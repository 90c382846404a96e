import { describe, expect, it } from "vitest";
import { ComponentMap, Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

describe("what runs in every tick", () => {
  it("everything outside of steps and once, before and after finished awaits, and after run() has returned", async () => {
    const trace: string[] = [];
    class Repeats extends Flow {
      a = new Task();
      later = new Task();
      override async run() {
        trace.push("before");
        await this.a.run();
        trace.push("behind");
        this.later.start();
        trace.push(`sees ${this.later.progress}`);
      }
    }
    const rig = await settled(() => new Repeats());
    await rig.succeed("a");
    await rig.patch("later", { progress: 1 });
    expect(trace).toEqual(["before", "before", "behind", "sees 0", "before", "behind", "sees 1"]);
  });

  it("another follows while a tick leaves state other than it found it, and none when it does not", async () => {
    class Counts extends Flow {
      n = 0;
      override async run() {
        if (this.n < 3) this.n++;
      }
    }
    const rig = await settled(() => new Counts());
    expect(rig.reports).toHaveLength(4);
    expect(rig.state("root")).toEqual({ n: 3 });
  });

  it("an idle flow ticks for nothing and appends nothing", async () => {
    class Waits extends Flow {
      a = new Task();
      override async run() {
        await this.a.run();
      }
    }
    const rig = await settled(() => new Waits());
    const [ticks, records] = [rig.reports.length, rig.records.length];
    await rig.pass(24 * 3_600_000);
    expect([rig.reports.length, rig.records.length]).toEqual([ticks, records]);
  });
});

describe("effects of a tick", () => {
  it("apply in program order: stop() ends what stood open there, and not what is called behind it", async () => {
    class Stops extends Flow {
      task = new Task();
      override async run() {
        this.task.start("old");
        if (this.elapsed("long", "1m") && this.once("change")) {
          this.task.stop();
          this.task.start("new");
        }
      }
    }
    const rig = await settled(() => new Stops());
    await rig.pass(61_000);
    await rig.stopped("task", "stopped");
    expect(rig.open("task").arguments).toEqual(["new"]);
  });

  it("end with the tick: a branch that goes on after it can neither call nor write", async () => {
    const escaped: { late?: () => unknown } = {};
    class Escapes extends Flow {
      task = new Task();
      n = 0;
      override async run() {
        escaped.late = () => {
          this.n = 1;
        };
        await this.task.run();
      }
    }
    await settled(() => new Escapes());
    expect(() => escaped.late?.()).toThrow(/outside of run\(\)|after its tick had ended/);
  });

  it("leave no frames behind: suspended ticks are collected", async () => {
    const alive = new Set<WeakRef<object>>();
    class Suspends extends Flow {
      a = new Task();
      override async run() {
        const held = { frame: new Array(1000).fill(0) };
        alive.add(new WeakRef(held));
        this.seen = this.a.progress;
        await this.a.run();
        void held.frame;
      }
      seen = 0;
    }
    const rig = await settled(() => new Suspends());
    for (let i = 1; i <= 20; i++) await rig.patch("a", { progress: i });
    expect(alive.size).toBeGreaterThan(20);
    await collectGarbage();
    expect([...alive].filter((ref) => ref.deref() !== undefined).length).toBeLessThan(5);
  });
});

/** Where the process was started without the flag, V8 takes it late. */
async function collectGarbage(): Promise<void> {
  const { setFlagsFromString } = await import("node:v8");
  const { runInNewContext } = await import("node:vm");
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (typeof gc === "function") gc();
  }
}

describe("a component that is made in run()", () => {
  it("is an error whose way out is a ComponentMap", async () => {
    class Makes extends Flow {
      map = new ComponentMap<Task>({ max: 1 });
      override async run() {
        new Task();
      }
    }
    const rig = await settled(() => new Makes());
    expect(rig.ended?.message).toMatch(/made while run\(\) ran.*ComponentMap/);
  });
});
