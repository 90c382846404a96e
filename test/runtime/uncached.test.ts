import { describe, expect, it } from "vitest";
import { App, Flow, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Poll extends Work {
  constructor() {
    super({ cacheCalls: false, raiseException: false });
  }
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Polls extends Flow {
  poll = new Poll();
  seen: unknown[] = [];
  failures = 0;
  override async run() {
    try {
      this.seen.push(await this.poll.run("feed"));
    } catch {
      this.failures += 1;
    }
  }
}

const polls = () => new Rig(() => new App(new Polls())).settle();

describe("cacheCalls: false", () => {
  it("delivers each finished run to exactly one committed tick, and starts the next when reached", async () => {
    const rig = await polls();
    for (const result of ["a", "b", "c"]) {
      await rig.succeed("poll", { result });
      await rig.pass(1100);
    }
    expect(rig.state("root")).toMatchObject({ seen: ["a", "b", "c"] });
    expect(rig.attempts).toHaveLength(4);
  });

  it("gives each run an identity of its own", async () => {
    const rig = await polls();
    await rig.succeed("poll");
    await rig.pass(1100);
    expect(new Set(rig.attempts.map(({ call }) => call)).size).toBe(2);
    expect(rig.attempts.map(({ attempt }) => attempt)).toEqual([1, 1]);
  });

  it("starts the next no sooner than a second after the last", async () => {
    const rig = await polls();
    await rig.succeed("poll");
    await rig.pass(900);
    expect(rig.attempts).toHaveLength(1);
    await rig.pass(200);
    expect(rig.attempts).toHaveLength(2);
  });

  it("backs off while it fails, up to five minutes, and no longer once it succeeds", async () => {
    const rig = await polls();
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      await rig.fail("poll", "no feed");
      const before = rig.now;
      while (rig.attempts.length === i + 1) await rig.pass(1000);
      waits.push(Math.round((rig.now - before) / 1000));
    }
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16]);
    expect(waits.slice(-2)).toEqual([300, 300]);
    expect(rig.state("root")).toMatchObject({ failures: 12 });
    await rig.succeed("poll");
    await rig.pass(1100);
    expect(rig.attempts).toHaveLength(14);
  });

  it("delivers nothing twice after a restart, wherever it came", async () => {
    const rig = await polls();
    await rig.succeed("poll", { result: "a" });
    await rig.pass(1100);
    await rig.succeed("poll", { result: "b" });
    const all = rig.records.length;
    for (let kept = all; kept > 0; kept--) {
      await rig.restart(kept);
      const { seen } = rig.state("root");
      expect(["[]", '["a"]', '["a","b"]']).toContain(JSON.stringify(seen));
    }
  });

  it("keeps the last run and counters, not all", async () => {
    const rig = await polls();
    for (let i = 0; i < 10; i++) {
      await rig.succeed("poll");
      await rig.pass(1100);
    }
    expect(rig.core.ledger.calls.size).toBeLessThanOrEqual(3);
    expect(rig.core.ledger.works.get("poll")?.successes).toBe(10);
  });

  it("stays stopped once it was stopped", async () => {
    class Stops extends Polls {
      override configureCommands() {
        return { halt: () => this.poll.stop() };
      }
    }
    const rig = await new Rig(() => new App(new Stops())).settle();
    await rig.command("halt");
    await rig.stopped("poll", "stopped");
    await rig.pass(600_000);
    expect(rig.attempts).toHaveLength(1);
  });
});
