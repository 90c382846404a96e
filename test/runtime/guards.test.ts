import { readFileSync } from "node:fs";
import { setTimeout as sleepFor } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { installGuards } from "#boot/flow/guards.ts";
import { App, Flow, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

// In this file's own process, as in the flow's thread: outside of ticks everything goes on working.
beforeAll(() => installGuards());

class Task extends Work {
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

/** A flow whose `run()` does what it is given, and nothing else. */
const doing = (what: () => unknown): (() => App) => {
  class Doing extends Flow {
    override async run() {
      what();
    }
  }
  return () => new App(new Doing());
};

describe("inside a tick", () => {
  it.each([
    ["Math.random", () => Math.random(), "step"],
    ["crypto.randomUUID", () => crypto.randomUUID(), "step"],
    ["crypto.getRandomValues", () => crypto.getRandomValues(new Uint8Array(1)), "step"],
    ["setTimeout", () => setTimeout(() => {}, 1), "sleep"],
    ["setInterval", () => setInterval(() => {}, 1), "sleep"],
    ["setImmediate", () => setImmediate(() => {}), "sleep"],
    ["setTimeout of timers/promises", () => void sleepFor(1), "sleep"],
    ["fetch", () => void fetch("http://127.0.0.1:9"), "step"],
    ["fs", () => readFileSync("/etc/hostname"), "step"],
    ["WeakRef", () => new WeakRef({}), "field"],
    ["FinalizationRegistry", () => new FinalizationRegistry(() => {}), "field"],
    ["performance.now", () => performance.now(), "Date.now()"],
  ])("%s throws, with the way out", async (_name, what, fix) => {
    const rig = await new Rig(doing(what)).settle();
    expect(rig.ended?.code).toBe(1);
    expect(rig.ended?.message).toContain("repeats in every tick");
    expect(rig.ended?.message).toContain(fix);
  });

  it("cannot be talked out of it by a catch", async () => {
    const swallow = (): void => {
      try {
        Math.random();
      } catch {}
    };
    const rig = await new Rig(doing(swallow)).settle();
    expect(rig.ended?.message).toContain("random()");
  });

  it("the clock stands at the tick's time", async () => {
    class Clocks extends Flow {
      task = new Task();
      times: number[] = [];
      words = "";
      override async run() {
        const before = Date.now();
        await this.task.run();
        // biome-ignore lint/complexity/useDateNow: the constructor has a clock of its own.
        this.times = [before, Date.now(), new Date().getTime()];
        this.words = Date();
      }
    }
    const rig = await new Rig(() => new App(new Clocks())).settle();
    await rig.succeed("task");
    const { times, words } = rig.state("root");
    expect(Array.isArray(times) && new Set(times).size).toBe(1);
    expect(words).toContain("2026");
    expect(Array.isArray(times) ? Number(times[0]) : 0).toBeLessThan(rig.now + 1);
  });
});

describe("in steps and handlers", () => {
  it("all of it works", async () => {
    class Free extends Flow {
      drawn = -1;
      heard = 0;
      override async run() {
        this.drawn = await this.step("draw", async () => {
          await sleepFor(1);
          return [Math.random(), crypto.randomUUID(), performance.now(), new WeakRef({})].length;
        });
      }
      override configureCommands() {
        return {
          draw: () => {
            this.heard = crypto.randomUUID().length + Math.floor(Math.random());
            return Date.now();
          },
        };
      }
    }
    const rig = await new Rig(() => new App(new Free())).settle();
    expect(rig.state("root")["drawn"]).toBe(4);
    const before = Date.now();
    await rig.command("draw");
    expect(rig.state("root")["heard"]).toBe(36);
    const [answer] = rig.answers;
    expect(answer).toMatchObject({ kind: "returned" });
    // A handler runs once: its clock is the real one.
    expect(answer?.kind === "returned" && Number(answer.value) >= before).toBe(true);
  });
});

describe("a slow tick", () => {
  it("is said, with what to do", async () => {
    const rig = await new Rig(
      doing(() => {
        const cells = new Int32Array(new SharedArrayBuffer(4));
        Atomics.wait(cells, 0, 0, 130);
      }),
    ).settle();
    expect(rig.lines.join("\n")).toMatch(
      /A tick took \d+ ms\. Heavy code belongs in a work or a step\./,
    );
  });
});
