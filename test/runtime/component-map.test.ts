import { beforeAll, describe, expect, it } from "vitest";
import { App, ComponentMap, Flow, Path, Work } from "#sdk/index.ts";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "./launch.ts";
import { Rig } from "./rig.ts";

class Trial extends Work {
  model = new Path("model");
  readonly rate: number;
  constructor(rate: number) {
    super({ raiseException: false });
    this.rate = rate;
  }
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 3 });
  rates = [0.1, 0.2];
  seen: string[] = [];
  override async run() {
    this.seen = [...this.trials.keys()];
    await Promise.all(
      this.rates.map((rate) => this.trials.create(`r${rate * 10}`, Trial, rate).run("data")),
    );
  }
  override configureCommands() {
    return {
      add: ({ key, rate }: { key: string; rate: number }) =>
        this.trials.create(key, Trial, rate).start("by hand"),
      fails: () => {
        this.trials.create("doomed", Trial, 1);
        throw new Error("no");
      },
      drop: ({ key }: { key: string }) => this.trials.delete(key),
    };
  }
}

const sweep = (make: () => Flow = () => new Sweep()) => new Rig(() => new App(make())).settle();
const component = (rig: Rig, name: string) => rig.core.live.components.get(name);

describe("B21: ComponentMap", () => {
  it("creates once per key, however often the tick repeats, and calls like any work", async () => {
    const rig = await sweep();
    expect(rig.calls()).toEqual(['trials.r1("data")', 'trials.r2("data")']);
    await rig.succeed("trials.r1");
    await rig.succeed("trials.r2");
    expect(
      rig.records.flatMap((record) => ("operations" in record ? record.operations : [])),
    ).toSatisfy(
      (operations: readonly { kind: string }[]) =>
        operations.filter(({ kind }) => kind === "create").length === 2,
    );
    expect(rig.attempts[0]).toMatchObject({
      work: "trials.r1",
      constructorArguments: [0.1],
      state: { rate: 0.1 },
      outputs: [{ name: "trials.r1.model", relative: "model" }],
    });
    expect(component(rig, "trials.r1")).toMatchObject({ kind: "work", parent: "trials" });
  });

  it("shows its elements: keys, size, has, get, values, entries", async () => {
    const found: unknown[] = [];
    class Reads extends Sweep {
      override async run() {
        await super.run();
        found.push(
          this.trials.size,
          this.trials.has("r1"),
          this.trials.get("r9"),
          [...this.trials.values()].map(({ name }) => name),
          [...this.trials].map(([key, { rate }]) => `${key} ${rate}`),
        );
      }
    }
    const rig = await sweep(() => new Reads());
    await rig.succeed("trials.r1");
    await rig.succeed("trials.r2");
    expect(found.slice(0, 5)).toEqual([
      2,
      true,
      undefined,
      ["trials.r1", "trials.r2"],
      ["r1 0.1", "r2 0.2"],
    ]);
  });

  it("is there again before the first tick after a restart, and repeats nothing", async () => {
    const rig = await sweep();
    await rig.command("add", { key: "extra", rate: 9 });
    await rig.succeed("trials.r1");
    await rig.restart();
    expect(rig.state("root")).toMatchObject({ seen: ["r1", "r2", "extra"] });
    expect(rig.calls()).toEqual([
      'trials.r1("data")',
      'trials.r2("data")',
      'trials.extra("by hand")',
    ]);
    expect(rig.attempts.map(({ work }) => work)).not.toContain("trials.r1");
  });

  it("takes nothing from a handler that throws", async () => {
    const rig = await sweep();
    await rig.command("fails");
    expect(rig.core.ledger.elements.size).toBe(2);
    await rig.command("add", { key: "doomed", rate: 2 });
    expect(rig.state("trials.doomed")).toMatchObject({ rate: 2 });
  });

  it("delete stops the work, takes it out of the app, and keeps its versions", async () => {
    const rig = await sweep();
    await rig.command("add", { key: "extra", rate: 9 });
    await rig.command("drop", { key: "extra" });
    expect(rig.messages.at(-1)).toMatchObject({ kind: "stop", work: "trials.extra" });
    expect(component(rig, "trials.extra")).toBeUndefined();
    await rig.stopped("trials.extra", "stopped");
    await rig.restart();
    expect(rig.state("root")).toMatchObject({ seen: ["r1", "r2"] });
  });

  it.each([
    [
      "another argument for the same key",
      (map: ComponentMap<Trial>) => {
        map.create("a", Trial, 1);
        map.create("a", Trial, 2);
      },
      "a was made with another class or other arguments",
    ],
    [
      "more than max",
      (map: ComponentMap<Trial>) => {
        for (const key of ["a", "b", "c", "d"]) map.create(key, Trial, 1);
      },
      "holds 3 elements at most",
    ],
    [
      "a key that no directory could have",
      (map: ComponentMap<Trial>) => map.create("a b", Trial, 1),
      "is no key",
    ],
  ])("refuses %s", async (_, act, says) => {
    class Wrong extends Sweep {
      override async run() {
        act(this.trials);
      }
    }
    const rig = await sweep(() => new Wrong());
    expect(rig.ended).toMatchObject({ code: 1, message: expect.stringContaining(says) });
  });
});

describe("ComponentMap in a real launch", () => {
  beforeAll(buildAll);

  it("runs elements in processes of their own, hands their Paths on, and survives Ctrl-C and --resume", async () => {
    using app = sampleApp("sweep");
    await using launch = new LaunchedApp(app.directory);
    await launch.stage("trials.slow", "running");
    await launch.stage("trials.low", "succeeded");
    launch.signal("SIGINT");
    expect(await launch.exited).toBe(0);
    await using resumed = new LaunchedApp(app.directory, ["--resume", "--config", "hurry=true"]);
    expect(await resumed.exited).toBe(0);
    expect(resumed.of("exit")[0]?.message).toBe("best: low 0.1, of low,slow");
    expect(resumed.of("status").some(({ work }) => work === "trials.low")).toBe(false);
    expect(processesOf(app.directory)).toEqual([]);
  });

  it("holds flows with works of their own, services and Python scripts", async () => {
    using app = sampleApp("elements");
    await using launch = new LaunchedApp(app.directory);
    expect(await launch.exited).toBe(0);
    const [exit] = launch.of("exit");
    expect(exit?.message).toBe("best: rate 0.2; served: rate 0.2; true,true");
    expect(Object.keys(exit?.components ?? {})).toContain("trials.r1.train");
    expect(launch.of("url").map(({ work }) => work)).toContain("trials.r2.serve");
    expect(processesOf(app.directory)).toEqual([]);
  });
});
