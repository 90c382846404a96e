import { describe, expect, it } from "vitest";
import { nextDue } from "#core/cron.ts";
import { App, Flow, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

const minute = 60_000;
const hour = 60 * minute;
const app = (make: () => Flow) => () => new App(make());
const skipped = (rig: Rig): number =>
  [...rig.core.ledger.marks.values()].reduce(
    (sum, mark) => sum + (mark.kind === "schedule" ? mark.skipped : 0),
    0,
  );

describe("cron", () => {
  const from = Date.UTC(2026, 0, 1, 0, 0, 30);
  const at = (cron: string, timezone = "UTC") =>
    new Date(nextDue({ cron, timezone }, from)).toISOString();

  it("has five fields, or six with seconds last", () => {
    expect(at("15 * * * *")).toBe("2026-01-01T00:15:00.000Z");
    expect(at("* * * * * */20")).toBe("2026-01-01T00:00:40.000Z");
    expect(at("5 0 * * * 10")).toBe("2026-01-01T00:05:10.000Z");
  });

  it("counts in UTC, or in the time zone it is given", () => {
    expect(at("0 9 * * *")).toBe("2026-01-01T09:00:00.000Z");
    expect(at("0 9 * * *", "Europe/Berlin")).toBe("2026-01-01T08:00:00.000Z");
  });

  it.each([
    ["every hour", "is no cron expression"],
    ["61 * * * *", "is no cron expression"],
    ["* * * *", "is no cron expression"],
    ["0 0 30 2 *", "a time that never comes"],
  ])("refuses %s", (cron, says) => expect(() => at(cron)).toThrow(says));

  it("refuses a time zone that nobody knows", () =>
    expect(() => at("0 9 * * *", "Mars/Base")).toThrow('There is no time zone "Mars/Base"'));

  it("fails the tick that says it wrong, with the way out", async () => {
    class Wrong extends Flow {
      override async run() {
        await this.every("hourly", async () => {});
      }
    }
    const rig = await new Rig(app(() => new Wrong())).settle();
    expect(rig.ended?.code).toBe(1);
    expect(rig.ended?.message).toContain('"0 * * * *" is every hour');
  });
});

/** Two works in a row, each hour. */
class Hourly extends Flow {
  first = new Task();
  second = new Task();
  done: string[] = [];
  readonly #options: Parameters<Flow["every"]>[2];

  constructor(options: Parameters<Flow["every"]>[2] = {}) {
    super();
    this.#options = options;
  }

  override async run() {
    await this.every(
      "0 * * * *",
      async (due) => {
        const data = await this.first.run("same");
        await this.second.run(data);
        this.done.push(due.slice(11, 16));
      },
      this.#options,
    );
  }
}

const finish = async (rig: Rig): Promise<void> => {
  await rig.succeed("first", { result: "data" });
  await rig.succeed("second");
};

describe("every", () => {
  it("enters its body from the due time until it settles, and the same calls run again next time", async () => {
    const rig = await new Rig(app(() => new Hourly())).settle();
    expect(rig.ended).toBeUndefined();
    expect(rig.calls()).toEqual([]);
    await rig.pass(hour);
    expect(rig.calls()).toEqual(['first("same")']);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00"] });
    await rig.pass(hour);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00", "02:00"] });
    expect(rig.calls()).toHaveLength(4);
  });

  it("skips later due times while one is open, on record", async () => {
    const rig = await new Rig(app(() => new Hourly())).settle();
    await rig.pass(3 * hour + minute);
    expect(skipped(rig)).toBe(2);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00"] });
    await rig.pass(hour);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00", "04:00"] });
    expect(rig.records.filter(({ kind }) => kind === "due")).toHaveLength(4);
  });

  it('keeps them with overlap: "queue"', async () => {
    const rig = await new Rig(app(() => new Hourly({ overlap: "queue" }))).settle();
    await rig.pass(2 * hour + minute);
    await finish(rig);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00", "02:00"] });
    expect(skipped(rig)).toBe(0);
  });

  it("runs the latest missed one after downtime, and goes on with an open one", async () => {
    const rig = await new Rig(app(() => new Hourly())).settle();
    await rig.pass(hour);
    await rig.succeed("first", { result: "data" });
    await rig.restart();
    await rig.succeed("second");
    expect(rig.state("root")).toEqual({ done: ["01:00"] });
    rig.now += 3 * hour;
    await rig.restart();
    await rig.pass(1000);
    await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00", "04:00"] });
  });

  it('runs each missed one with catchUp: "all"', async () => {
    const rig = await new Rig(app(() => new Hourly({ catchUp: "all" }))).settle();
    rig.now += 3 * hour;
    await rig.restart();
    await rig.pass(1000);
    for (let i = 0; i < 3; i++) await finish(rig);
    expect(rig.state("root")).toEqual({ done: ["01:00", "02:00", "03:00"] });
  });

  it("begins at once with immediately, and only once", async () => {
    const rig = await new Rig(app(() => new Hourly({ immediately: true }))).settle();
    await finish(rig);
    await rig.restart();
    expect(rig.calls()).toHaveLength(2);
    await rig.pass(hour);
    await finish(rig);
    expect(rig.state("root")).toMatchObject({ done: ["00:00", "01:00"] });
  });

  it("scopes steps, sleeps and once to the occurrence", async () => {
    class Named extends Flow {
      trace: string[] = [];
      override async run() {
        await this.every("0 * * * *", async (due) => {
          if (this.once("begin")) this.trace.push(`once ${due.slice(11, 13)}`);
          await this.sleep("rest", "5m");
          this.trace.push(await this.step("note", () => `step ${due.slice(11, 13)}`));
        });
      }
    }
    const rig = await new Rig(app(() => new Named())).settle();
    await rig.pass(2 * hour + 10 * minute);
    expect(rig.state("root")).toEqual({ trace: ["once 01", "step 01", "once 02", "step 02"] });
    expect([...rig.core.ledger.marks.keys()]).toEqual(['every root "0 * * * *"']);
  });

  it("fails the app when its body does and nobody catches it", async () => {
    class Fails extends Flow {
      task = new Task();
      override async run() {
        this.every("0 * * * *", async () => {
          await this.task.run();
        });
      }
    }
    const rig = await new Rig(app(() => new Fails())).settle();
    await rig.pass(hour);
    await rig.fail("task", "no data");
    expect(rig.ended).toMatchObject({ code: 1, message: expect.stringContaining("no data") });
  });

  it("lets the flow catch it, and comes again", async () => {
    class Catches extends Flow {
      task = new Task();
      failures = 0;
      override async run() {
        try {
          await this.every("0 * * * *", async () => {
            await this.task.run();
          });
        } catch {
          this.failures += 1;
        }
      }
    }
    const rig = await new Rig(app(() => new Catches())).settle();
    for (let i = 1; i <= 2; i++) {
      await rig.pass(hour);
      await rig.fail("task", "no data");
    }
    expect(rig.ended).toBeUndefined();
    expect(rig.state("root")).toEqual({ failures: 2 });
  });

  it("remembers the calls of its last twenty occurrences, and counts all", async () => {
    const rig = await new Rig(app(() => new Hourly())).settle();
    for (let i = 0; i < 25; i++) {
      await rig.pass(hour);
      await finish(rig);
    }
    expect(rig.core.ledger.calls.size).toBe(40);
    expect(rig.core.ledger.works.get("first")?.successes).toBe(25);
  });

  it("does nothing while it waits", async () => {
    const rig = await new Rig(app(() => new Hourly())).settle();
    const before = [rig.records.length, rig.reports.length];
    await rig.pass(hour - minute);
    expect([rig.records.length, rig.reports.length]).toEqual(before);
  });
});

describe("schedule", () => {
  class Counts extends Flow {
    task = new Task();
    seen = 0;
    override async run() {
      if (this.schedule("*/10 * * * *")) this.seen += 1;
    }
  }

  it("is true in one committed tick per due time, the first at the next one", async () => {
    const rig = await new Rig(app(() => new Counts())).settle();
    expect(rig.state("root")).toEqual({ seen: 0 });
    await rig.pass(35 * minute);
    expect(rig.state("root")).toEqual({ seen: 3 });
    await rig.restart();
    expect(rig.state("root")).toEqual({ seen: 3 });
    expect(rig.ended).toBeUndefined();
  });

  it("needs a key of its own where two share a cron expression", async () => {
    class Twice extends Flow {
      override async run() {
        this.schedule("0 * * * *");
        this.schedule("0 * * * *");
      }
    }
    const rig = await new Rig(app(() => new Twice())).settle();
    expect(rig.ended?.message).toContain("asked for twice in one tick");
  });
});
