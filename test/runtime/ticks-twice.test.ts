import { describe, expect, it } from "vitest";
import { createEngine } from "#boot/flow/engine.ts";
import { enterFlowRealm } from "#boot/flow/realm.ts";
import { runTickTwice } from "#boot/flow/run-tick-twice.ts";
import { App, ComponentMap, Flow } from "#sdk/index.ts";
import { Task } from "./task.ts";

/** The first tick of that app, twice. */
async function firstTick(make: () => Flow) {
  const engine = createEngine({ launch: "l", bundle: "/", config: {}, ids: {}, elements: [] });
  enterFlowRealm(engine);
  new App(make());
  const report = await runTickTwice(engine, {
    tick: 1,
    now: Date.UTC(2026, 0, 1),
    changes: [],
    layoutOnly: false,
  });
  return { engine, report };
}

describe("a tick that is run twice", () => {
  it("is the tick itself where both do the same, elements and lines included", async () => {
    class Same extends Flow {
      trials = new ComponentMap<Task>({ max: 3 });
      count = 0;
      override async run() {
        this.count = 7;
        await this.trials.create("one", Task).run("a");
      }
    }
    const { engine, report } = await firstTick(() => new Same());
    expect(report.outcome.kind).toBe("suspended");
    expect(report.writes).toEqual([
      { component: "root", patch: { set: { count: 7 }, removed: [] } },
    ]);
    expect(report.operations.map(({ kind }) => kind)).toEqual(["create", "call"]);
    expect([...(engine.elements.get("trials")?.keys() ?? [])]).toEqual(["one"]);
  });

  it("fails with what differs: a call by what no state holds", async () => {
    let outside = 0;
    class Counts extends Flow {
      task = new Task();
      override async run() {
        outside += 1;
        await this.task.run(outside);
      }
    }
    const { report } = await firstTick(() => new Counts());
    if (report.outcome.kind !== "failed") throw new Error("It did not fail.");
    expect(report.outcome.error.slug).toBe("flow/nondeterministic");
    expect(report.outcome.error.message).toMatch(
      /first:\n.*"arguments":\[1\][\s\S]*second:\n.*"arguments":\[2\]/,
    );
    expect([report.writes, report.operations]).toEqual([[], []]);
  });

  it("fails where one of the two throws, and where one does more", async () => {
    let runs = 0;
    class Throws extends Flow {
      override async run() {
        runs += 1;
        if (runs === 1) throw new Error("only once");
      }
    }
    const thrown = await firstTick(() => new Throws());
    expect(thrown.report.outcome).toMatchObject({ error: { slug: "flow/nondeterministic" } });
    let again = 0;
    class Writes extends Flow {
      field = 0;
      override async run() {
        again += 1;
        if (again === 2) this.field = 1;
      }
    }
    const written = await firstTick(() => new Writes());
    expect(written.report.outcome).toMatchObject({ error: { slug: "flow/nondeterministic" } });
  });
});
