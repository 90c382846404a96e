import { describe, expect, it } from "vitest";
import { App, Flow, Path, Work, WorkFailed } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  progress = 0;
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

/** Awaits one thing and counts how often each part of `run` was reached. */
const app = (make: () => Flow) => () => new App(make());

describe("A1: a tick is a transaction over one snapshot", () => {
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

describe("A1: what is unfinished never settles", () => {
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

describe("A2: settled promises are delivered in journal order", () => {
  it("lets a race be won, in every tick, by the one that finished first", async () => {
    const winners: unknown[] = [];
    class Races extends Flow {
      a = new Task();
      b = new Task();
      last = new Task();
      override async run() {
        winners.push(await Promise.race([this.a.run(), this.b.run()]));
        await this.last.run();
      }
    }
    const rig = await new Rig(app(() => new Races())).settle();
    await rig.succeed("b", { result: "b" });
    await rig.succeed("a", { result: "a" });
    await rig.succeed("last");
    await rig.restart();
    expect(winners.length).toBeGreaterThan(2);
    expect(new Set(winners)).toEqual(new Set(["b"]));
  });

  it("keeps nested chains, any and allSettled in the order in which calls ended", async () => {
    const orders: string[][] = [];
    class Chains extends Flow {
      a = new Task();
      b = new Task();
      c = new Task();
      override async run() {
        const order: string[] = [];
        const note = (name: string) => async (call: Promise<unknown>) => {
          await call;
          order.push(name);
        };
        await Promise.allSettled([
          note("a")(this.a.run()),
          note("b")(this.b.run()),
          note("c")(this.c.run()),
        ]);
        orders.push(order);
      }
    }
    const rig = await new Rig(app(() => new Chains())).settle();
    for (const work of ["c", "a", "b"]) await rig.succeed(work);
    await rig.restart();
    expect(orders).toEqual([
      ["c", "a", "b"],
      ["c", "a", "b"],
    ]);
  });
});

describe("A3: only durable things may be awaited", () => {
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

describe("A4 and A5: what repeats, and what does not", () => {
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

describe("B5: nobody catching it", () => {
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

describe("B7 and B11: identities and reads", () => {
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

describe("§3.3: a Path means what the program point says", () => {
  class Pipeline extends Flow {
    train = new Task();
    serve = new Task({ port: 80 });
    override async run() {
      await this.train.run(1);
      this.serve.start(this.train.out);
      await this.train.run(2);
      this.serve.start(this.train.out);
    }
  }
  const answer = ({ work, arguments: args }: { work: string; arguments: readonly unknown[] }) =>
    work === "train" ? { published: { "train.out": `v${args[0]}` } } : (false as const);

  it("gives each call the version that the awaited call before it published", async () => {
    const rig = await new Rig(
      app(() => new Pipeline()),
      answer,
    ).settle();
    const versions = rig.core.ledger.calls
      .values()
      .filter(({ work }) => work === "serve")
      .map(({ arguments: [path] }) => path);
    expect([...versions]).toEqual([
      { $: "path", owner: "train", field: "out", version: "v1" },
      { $: "path", owner: "train", field: "out", version: "v2" },
    ]);
  });

  it("makes no call again that it made before, whatever prefix of the journal is replayed", async () => {
    const rig = await new Rig(
      app(() => new Pipeline()),
      answer,
    ).settle();
    const whole = rig.calls();
    const records = [...rig.records];
    for (let kept = 0; kept <= records.length; kept++) {
      const again = new Rig(
        app(() => new Pipeline()),
        () => false,
      );
      again.records.push(...records.slice(0, kept));
      const known = new Set(callsIn(again.records));
      await again.restart();
      for (const call of again.calls()) expect(whole).toContain(call);
      const settled = [...again.core.ledger.calls.values()]
        .filter(({ stage }) => stage === "succeeded")
        .map(({ id }) => id);
      for (const order of again.attempts) expect(settled).not.toContain(order.call);
      expect(known.size).toBeLessThanOrEqual(again.calls().length);
    }
  });
});

const callsIn = (records: readonly { kind: string }[]): readonly string[] =>
  JSON.stringify(records).match(/"call":"[0-9a-f]+"/g) ?? [];
