import { describe, expect, it } from "vitest";
import { App, Flow, Path, secret, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();
/** What making the app throws. */
const made = (make: () => Flow) => () => new Rig(app(make));

describe("names", () => {
  it("are field names joined by dots, through arrays, objects and flows; the root's is root", async () => {
    class Inner extends Flow {
      train = new Task();
      override async run() {}
    }
    class Outer extends Flow {
      models = { low: new Task(), high: { a: new Task() } };
      workers = [new Task(), new Task()];
      inner = new Inner();
      override async run() {
        await this.sleep("on", "1d");
      }
    }
    const rig = await settled(() => new Outer());
    expect([...rig.core.live.components.keys()]).toEqual([
      "root",
      "models.low",
      "models.high.a",
      "workers.0",
      "workers.1",
      "inner",
      "inner.train",
    ]);
  });

  it("belong to one field each, and containers are closed once the app is made", () => {
    class Twice extends Flow {
      a = new Task();
      b = this.a;
      override async run() {}
    }
    expect(made(() => new Twice())).toThrow(/held by two fields, a and b/);
    const kept: unknown[] = [];
    class Holds extends Flow {
      workers = [new Task()];
      override async run() {}
      constructor() {
        super();
        kept.push(this.workers);
      }
    }
    made(() => new Holds())();
    expect(Object.isFrozen(kept[0])).toBe(true);
  });

  it("are what is run by: a work that no field holds has none, and is not run in the flow", async () => {
    const loose = new Task();
    class Root extends Flow {
      _kept = new Task();
      override async run() {
        await this._kept.run();
        await loose.run();
      }
    }
    const rig = await settled(
      () => new Root(),
      () => ({}),
    );
    expect(rig.ended?.message).toContain("is held by no field of a flow");
    expect([...rig.core.live.components.keys()]).toEqual(["root", "_kept"]);
  });

  it("are not known before new App(root) has returned", () => {
    class Early extends Flow {
      task = new Task();
      early = this.task.name;
      override async run() {}
    }
    expect(made(() => new Early())).toThrow(/no name before `new App\(root\)` has returned/);
  });

  it("what a parent's constructor sets on a child counts", async () => {
    class Parent extends Flow {
      task = new Task();
      constructor() {
        super();
        this.task.progress = 7;
      }
      override async run() {
        this.task.start();
      }
    }
    const rig = await settled(() => new Parent());
    expect(rig.open("task").state).toMatchObject({ progress: 7 });
  });
});

describe("state", () => {
  it("is public fields; #private and _field are not, nor methods, Paths and components", async () => {
    class Has extends Work {
      shown = 1;
      _hidden = 2;
      readonly #secret = 3;
      out = new Path("out");
      method = () => this.#secret;
      override async run() {}
    }
    class Root extends Flow {
      work = new Has();
      override async run() {
        this.work.start();
      }
    }
    const rig = await settled(() => new Root());
    expect(rig.open("work").state).toEqual({ shown: 1 });
  });

  it("refuses what JSON cannot carry, and secrets, naming the field", () => {
    class Bad extends Flow {
      when = new Date(0);
      override async run() {}
    }
    expect(made(() => new Bad())).toThrow(/root\.when is an instance of Date/);
    class Tells extends Flow {
      kept = [secret("TOKEN")];
      override async run() {}
    }
    expect(made(() => new Tells())).toThrow(/root\.kept\[0\] is the secret TOKEN/);
  });

  it("changes in place count like assignments, and are the next tick's", async () => {
    class Pushes extends Flow {
      list: { n: number }[] = [];
      override async run() {
        if (this.once("push")) this.list.push({ n: 1 });
        else if (this.once("change")) for (const item of this.list) item.n = 2;
      }
    }
    const rig = await settled(() => new Pushes());
    expect(rig.state("root")).toEqual({ list: [{ n: 2 }] });
  });

  it("durable is what was assigned: a default that the code changes takes effect, an assigned value stays", async () => {
    let rate = 0.1;
    class Learns extends Flow {
      rate = rate;
      steps = 0;
      override async run() {
        if (this.once("step")) this.steps = 5;
        await this.sleep("on", "1d");
      }
    }
    const rig = await settled(() => new Learns());
    expect(rig.state("root")).toEqual({ rate: 0.1, steps: 5 });
    rate = 0.3;
    await rig.restart();
    expect(rig.state("root")).toEqual({ rate: 0.3, steps: 5 });
  });

  it("of a work goes on into its next attempt and call, partial changes included", async () => {
    class Root extends Flow {
      task = new Task({ retries: 1 });
      override async run() {
        await this.task.run(1);
        await this.task.run(2);
      }
    }
    const rig = await settled(() => new Root());
    await rig.patch("task", { progress: 3 });
    await rig.fail("task", "half way");
    await rig.pass(2000);
    expect(rig.open("task")).toMatchObject({ attempt: 2, state: { progress: 3 } });
    await rig.succeed("task");
    expect(rig.open("task")).toMatchObject({ attempt: 1, state: { progress: 3 } });
  });

  it("has two writers: field by field, the last in the journal's order wins, and a running work hears of it", async () => {
    class Root extends Flow {
      task = new Task();
      override async run() {
        this.task.start();
        await this.sleep("on", "1d");
      }
      override configureCommands() {
        return {
          set: ({ n }: { n: number }) => {
            this.task.progress = n;
          },
        };
      }
    }
    const rig = await settled(() => new Root());
    await rig.patch("task", { progress: 1 });
    await rig.command("set", { n: 2 });
    expect(rig.state("task")).toMatchObject({ progress: 2 });
    expect(rig.messages.at(-1)).toMatchObject({ kind: "state", patch: { set: { progress: 2 } } });
    await rig.patch("task", { progress: 3 });
    expect(rig.state("task")).toMatchObject({ progress: 3 });
  });
});

describe("a work as its flow sees it", () => {
  class Model extends Work {
    rate = 2;
    get double() {
      return this.rate * 2;
    }
    triple() {
      return this.rate * 3;
    }
    async fetch() {}
    override async run() {}
  }

  it("has its getters and plain methods", async () => {
    class Root extends Flow {
      model = new Model();
      seen: number[] = [];
      override async run() {
        this.seen = [this.model.double, this.model.triple()];
      }
    }
    const rig = await settled(() => new Root());
    expect(rig.state("root")).toEqual({ seen: [4, 6] });
  });

  it.each<[string, (model: Model) => unknown, string]>([
    ["an async method", (model) => model.fetch(), "asynchronous"],
    ["its signal", (model) => Reflect.get(model, "signal"), "only inside the work's own process"],
    ["its port, where it has none", (model) => model.port, "has no port"],
  ])("has not %s", async (_, act, says) => {
    class Root extends Flow {
      model = new Model();
      override async run() {
        try {
          act(this.model);
        } catch (error) {
          throw error instanceof Error ? error : new Error(String(error));
        }
      }
    }
    const rig = await settled(() => new Root());
    expect(rig.ended?.message).toContain(says);
  });
});

describe("a new App", () => {
  it("is one per file", () => {
    class Root extends Flow {
      override async run() {}
    }
    const two = () => {
      new App(new Root());
      return new App(new Root());
    };
    expect(() => new Rig(two)).toThrow(/One file has one App/);
  });
});
