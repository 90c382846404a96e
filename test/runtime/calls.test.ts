import { describe, expect, it } from "vitest";
import { App, Flow, Path, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  progress = 0;
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

describe("A9: success is one record", () => {
  class One extends Flow {
    task = new Task();
    seen: string[] = [];
    override async run() {
      await this.task.run();
      if (this.once("seen"))
        this.seen.push(`${this.task.status.stage} ${this.task.progress} ${this.task.out.version}`);
    }
  }
  const make = () => new App(new One());

  it("shows no tick a success without its state and versions", async () => {
    const rig = await new Rig(make, () => ({
      patch: { progress: 100 },
      published: { "task.out": "v1" },
    })).settle();
    expect(rig.state("root")).toEqual({ seen: ["succeeded 100 v1"] });
    expect(rig.records.filter(({ kind }) => kind === "settle")).toHaveLength(1);
  });

  it("counts a message that comes again once, and acknowledges it again", async () => {
    const rig = await new Rig(make).settle();
    const { call, attempt, work } = rig.open("task");
    const patch = { set: { progress: 1 }, removed: [] };
    const message = { kind: "patch", call, attempt, work, sequence: 1, patch } as const;
    for (let i = 0; i < 3; i++) rig.dispatch({ kind: "agent", machine: "local", message });
    await rig.settle();
    expect(rig.records.filter(({ kind }) => kind === "patch")).toHaveLength(1);
    expect(rig.messages.filter(({ kind }) => kind === "acknowledged")).toHaveLength(3);
  });

  it("takes nothing out of turn, and leaves what comes early to be sent again", async () => {
    const rig = await new Rig(make).settle();
    const { call, attempt, work } = rig.open("task");
    const patch = { set: { progress: 9 }, removed: [] };
    rig.dispatch({
      kind: "agent",
      machine: "local",
      message: { kind: "patch", call, attempt, work, sequence: 2, patch },
    });
    await rig.settle();
    expect(rig.records.filter(({ kind }) => kind === "patch")).toHaveLength(0);
    expect(rig.messages.filter(({ kind }) => kind === "acknowledged")).toHaveLength(0);
  });
});

describe("A8: only the current attempt is believed", () => {
  it("drops what an attempt says that was given up", async () => {
    class Retries extends Flow {
      task = new Task();
      override async run() {
        await this.task.run();
      }
    }
    const rig = await new Rig(() => new App(new Retries())).settle();
    const old = rig.open("task");
    rig.dispatch({ kind: "machine-gone", machine: "local", message: "the machine is gone" });
    await rig.settle();
    const hello = {
      kind: "hello",
      protocol: { oldest: 1, newest: 1 },
      machine: "local",
      proof: {},
      running: [],
    } as const;
    rig.dispatch({ kind: "agent", machine: "local", message: hello });
    await rig.settle();
    expect(rig.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
    rig.dispatch({
      kind: "agent",
      machine: "local",
      message: {
        kind: "settle",
        call: old.call,
        attempt: old.attempt,
        work: old.work,
        sequence: 1,
        outcome: { kind: "succeeded", result: "stale" },
        patch: { set: { progress: 666 }, removed: [] },
        published: [],
      },
    });
    await rig.settle();
    expect(rig.core.ledger.calls.get(old.call)?.stage).toBe("running");
    expect(rig.state("task")).toEqual({ progress: 0 });
  });

  it("gives up on a call whose attempts are lost again and again", async () => {
    class Once extends Flow {
      task = new Task();
      override async run() {
        await this.task.run();
      }
    }
    const rig = await new Rig(
      () => new App(new Once()),
      () => ({ failed: "the machine burned", reason: "lost" }),
    ).settle();
    expect(rig.attempts).toHaveLength(4);
    expect(rig.ended?.message).toContain("task failed after 4 attempts: the machine burned");
  });
});

describe("§3.6: one call at a time per work", () => {
  it("queues them in the order in which they were first asked for", async () => {
    class Many extends Flow {
      task = new Task();
      override async run() {
        await Promise.all([3, 1, 2].map((n) => this.task.run(n)));
      }
    }
    const rig = await new Rig(() => new App(new Many()));
    await rig.settle();
    expect(rig.attempts).toHaveLength(1);
    for (let i = 0; i < 3; i++) await rig.succeed("task");
    expect(rig.attempts.map(({ arguments: args }) => args[0])).toEqual([3, 1, 2]);
  });

  it("replaces the running call of a service by the one that is wanted now, and back", async () => {
    class Rolls extends Flow {
      serve = new Task({ port: 80 });
      knob = new Task();
      override async run() {
        this.knob.start();
        this.serve.start(this.knob.progress);
      }
    }
    const rig = await new Rig(() => new App(new Rolls())).settle();
    await rig.patch("knob", { progress: 1 });
    expect(rig.messages.filter(({ kind }) => kind === "stop")).toMatchObject([
      { work: "serve", reason: "superseded" },
    ]);
    await rig.stopped("serve", "superseded");
    expect(rig.open("serve").arguments).toEqual([1]);
    await rig.patch("knob", { progress: 0 });
    await rig.stopped("serve", "superseded");
    expect(rig.open("serve").arguments).toEqual([0]);
    expect(rig.ended).toBeUndefined();
    expect(rig.calls()).toHaveLength(3);
  });

  it("stops what was open where stop() stood, and rejects its await with the reason", async () => {
    class Stops extends Flow {
      task = new Task();
      watch = new Task();
      got = "";
      override async run() {
        const call = this.task.run();
        if (this.watch.progress > 0) this.task.stop();
        this.watch.start();
        await call.catch((error: { reason: string }) => {
          this.got = error.reason;
        });
        this.watch.stop();
      }
    }
    const rig = await new Rig(() => new App(new Stops())).settle();
    await rig.patch("watch", { progress: 1 });
    await rig.stopped("task", "stopped");
    expect(rig.state("root")).toEqual({ got: "stopped" });
    await rig.stopped("watch", "stopped");
    expect(rig.ended).toMatchObject({ code: 0 });
  });
});

describe("§6.4: a consumer's inputs are there before it runs", () => {
  it("fails the call at once, naming the Path and the consumer", async () => {
    class Early extends Flow {
      make = new Task();
      use = new Task();
      override async run() {
        await this.use.run(this.make.out);
      }
    }
    const rig = await new Rig(() => new App(new Early())).settle();
    expect(rig.attempts).toEqual([]);
    expect(rig.ended?.message).toContain(
      "use was given make.out, and nothing has been published there",
    );
  });
});

describe("commands", () => {
  it("are transactions between ticks", async () => {
    class Commanded extends Flow {
      task = new Task();
      wanted = 0;
      override async run() {
        for (let i = 0; i < this.wanted; i++) await this.task.run(i);
      }
      override configureCommands() {
        return {
          more: ({ by }: { by: number }) => {
            this.wanted += by;
            return this.wanted;
          },
          breaks: () => {
            this.wanted = 99;
            throw new Error("no");
          },
        };
      }
    }
    const rig = await new Rig(
      () => new App(new Commanded()),
      () => ({}),
    ).settle();
    expect(rig.ended).toBeUndefined();
    await rig.command("more", { by: 2 });
    expect(rig.calls()).toEqual(["task(0)", "task(1)"]);
    await rig.command("breaks");
    expect(rig.answers).toEqual([
      { kind: "returned", value: 2, writes: expect.anything(), operations: [] },
      { kind: "threw", status: 500, message: "no", stack: expect.any(String) },
    ]);
    await rig.restart();
    expect(rig.state("root")).toEqual({ wanted: 2 });
  });
});
