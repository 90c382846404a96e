import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

describe("asking for calls", () => {
  it("start() is run() without a promise; a failure of it is uncaught", async () => {
    class Starts extends Flow {
      task = new Task();
      override async run() {
        const nothing: void = this.task.start(1);
        if (nothing !== undefined) throw new Error("start answers nothing");
        await this.sleep("on", "1h");
      }
    }
    const rig = await settled(() => new Starts());
    expect(rig.calls()).toEqual(["task(1)"]);
    await rig.fail("task", "broken");
    expect(rig.ended?.message).toContain("task failed: broken");
  });

  it("peek() gives the result or undefined, ends no tick, and looks at nothing", async () => {
    const peeked: unknown[] = [];
    class Peeks extends Flow {
      task = new Task();
      other = new Task();
      override async run() {
        const call = this.task.run();
        peeked.push(this.peek(call));
        await this.other.run();
      }
    }
    const rig = await settled(() => new Peeks());
    await rig.succeed("task", { result: 7 });
    expect([...new Set(peeked)]).toEqual([undefined, 7]);
    expect(rig.calls()).toEqual(["task()", "other()"]);
  });

  it("works that start with the flow are called without being asked for", async () => {
    class Starts extends Flow {
      task = new Task({ startWithFlow: true });
      override async run() {
        await this.sleep("on", "1h");
      }
    }
    const rig = await settled(() => new Starts());
    expect(rig.attempts.map(({ work }) => work)).toEqual(["task"]);
  });

  it("more than a hundred new ones of a work in a minute pause the flow, and show the argument that differs", async () => {
    class Storms extends Flow {
      task = new Task();
      i = 0;
      override async run() {
        await this.task.run("same", { at: this.i });
        this.i++;
      }
    }
    const rig = await settled(
      () => new Storms(),
      () => ({}),
    );
    expect(rig.calls().length).toBeLessThanOrEqual(102);
    expect(rig.core.live.flow.paused).toMatch(
      /task got more than 100 new calls.*arguments\[1\]\.at.*flow\/call-storm/,
    );
    expect(rig.ended).toBeUndefined();
  });

  it("more than a hundred that wait are refused", async () => {
    class Queues extends Flow {
      tasks = Array.from({ length: 2 }, () => new Task({ raiseException: false }));
      override async run() {
        for (let i = 0; i < 60; i++) this.tasks[0]?.start(i);
        if (this.elapsed("minute", "2m")) for (let i = 60; i < 120; i++) this.tasks[0]?.start(i);
        await this.sleep("on", "1d");
      }
    }
    const rig = await settled(() => new Queues());
    await rig.pass(121_000);
    const refused = [...rig.core.ledger.calls.values()].filter(({ stage }) => stage === "failed");
    expect(refused.length).toBe(19);
    expect(refused[0]?.message).toContain("More than 100 calls of tasks.0 wait for their turn");
  });

  it("statuses keep the last 64; status is that of the call the flow came to last", async () => {
    const seen: string[] = [];
    class Watches extends Flow {
      task = new Task({ retries: 40, raiseException: false });
      override async run() {
        this.task.start(1);
        this.task.start(2);
        seen.push(`${this.task.status.stage} ${this.task.statuses.length}`);
      }
    }
    const rig = await settled(
      () => new Watches(),
      ({ arguments: [n] }) => n === 1 && { failed: "again" },
    );
    await rig.pass(3_600_000);
    expect(seen[0]).toBe("pending 0");
    expect(Math.max(...seen.map((line) => Number(line.split(" ")[1])))).toBe(64);
    expect(seen.at(-1)).toMatch(/^(pending|running)/);
  });
});

describe("restart()", () => {
  it("runs a failed or stopped call again from a command, which no flow that comes to it does", async () => {
    class Restarts extends Flow {
      task = new Task({ raiseException: false });
      override async run() {
        await this.task.run().catch(() => {});
        await this.sleep("on", "1d");
      }
      override configureCommands() {
        return { again: () => this.task.restart() };
      }
    }
    const rig = await settled(() => new Restarts());
    await rig.fail("task", "broken");
    await rig.pass(3_600_000);
    expect(rig.attempts).toHaveLength(1);
    await rig.command("again");
    expect(rig.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
    await rig.succeed("task");
    expect(rig.core.ledger.works.get("task")?.successes).toBe(1);
  });
});
