import { describe, expect, it } from "vitest";
import { StaticWeb } from "#components/index.ts";
import { App, Flow, HttpError, Path, secret, Work } from "#sdk/index.ts";
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

describe("layout", () => {
  class Root extends Flow {
    serve = new Task({ port: 80 });
    train = new Task();
    override async run() {
      this.serve.start();
      await this.sleep("on", "1d");
    }
  }

  it("shows urls, components, pages and flows; what has no url yet is loading", async () => {
    class Shows extends Root {
      override configureLayout() {
        return [
          { name: "Page", content: `${this.serve.url}/file` },
          { name: "Serve", content: this.serve },
          { name: "Train", content: this.train },
          { name: "Web", content: new StaticWeb("dist") },
        ];
      }
    }
    const rig = await settled(() => new Shows());
    const kinds = () => rig.core.live.tabs.map(({ content }) => content.kind);
    expect(kinds()).toEqual(["loading", "loading", "component", "static"]);
    await rig.service("serve", true);
    expect(kinds()).toEqual(["url", "url", "component", "static"]);
    await rig.service("serve", false);
    expect(kinds()).toEqual(["loading", "loading", "component", "static"]);
  });

  it("may come and go with state, and may neither call nor write nor have two tabs of a name", async () => {
    class Comes extends Root {
      override configureLayout() {
        return this.train.progress > 0 ? { name: "Train", content: this.train } : undefined;
      }
      override async run() {
        this.train.start();
        await this.sleep("on", "1d");
      }
    }
    const rig = await settled(() => new Comes());
    expect(rig.core.live.tabs).toEqual([]);
    await rig.patch("train", { progress: 1 });
    expect(rig.core.live.tabs.map(({ name }) => name)).toEqual(["Train"]);
    class Writes extends Root {
      n = 0;
      override configureLayout() {
        this.n = 1;
      }
    }
    expect((await settled(() => new Writes())).ended?.message).toContain("in configureLayout()");
    class Twice extends Root {
      override configureLayout() {
        const tab = { name: "A", content: "http://x" };
        return [tab, tab];
      }
    }
    expect((await settled(() => new Twice())).ended?.message).toContain('two tabs named "A"');
  });
});

describe("handlers", () => {
  class Root extends Flow {
    task = new Task();
    n = 0;
    override async run() {
      this.task.start();
      await this.sleep("on", "1d");
    }
    override configureCommands() {
      return {
        add: ({ by }: { by: number }) => {
          this.n += by;
          if (by < 0) throw new HttpError(422, "only up");
          if (by > 10) throw new RangeError("too much");
          return this.n;
        },
        halt: () => this.task.stop(),
      };
    }
  }

  it("are transactions of their own: what one wrote counts if it returns, and not if it throws", async () => {
    const rig = await settled(() => new Root());
    for (const by of [1, -1, 11, 2]) await rig.command("add", { by });
    expect(rig.state("root")).toMatchObject({ n: 3 });
    expect(rig.answers).toMatchObject([
      { kind: "returned", value: 1 },
      { kind: "threw", status: 422, message: "only up" },
      { kind: "threw", status: 500, message: "too much" },
      { kind: "returned", value: 3 },
    ]);
  });

  it("may stop works, and run one after the other", async () => {
    const rig = await settled(() => new Root());
    await rig.command("halt");
    expect(rig.messages.at(-1)).toMatchObject({ kind: "stop", work: "task" });
  });
});

describe("the end of an app", () => {
  it("comes by itself when run() has returned and nothing is open; what keeps it open is said once", async () => {
    class Ends extends Flow {
      task = new Task();
      override async run() {
        this.task.start();
      }
    }
    const rig = await settled(() => new Ends());
    expect(rig.lines).toEqual(["root | The flow has returned; still open: task."]);
    await rig.succeed("task");
    expect(rig.ended).toEqual({ code: 0, message: "Test is done." });
  });

  it("does not come while there is a timer, a command, a route or a page", async () => {
    class Page extends Flow {
      override async run() {}
      override configureLayout() {
        return new StaticWeb("web");
      }
    }
    class Route extends Flow {
      override async run() {}
      override configureApi() {
        return { "GET /x": () => 1 };
      }
    }
    class Command extends Flow {
      override async run() {}
      override configureCommands() {
        return { x: () => 1 };
      }
    }
    class Timer extends Flow {
      override async run() {
        this.elapsed("late", "1h");
      }
    }
    for (const Kind of [Page, Route, Command, Timer]) {
      const rig = await settled(() => new Kind());
      expect(rig.ended).toBeUndefined();
      expect(rig.lines.join()).toContain("still open");
    }
  });

  it("by stop() and fail() takes effect when the tick commits, and their message is the last", async () => {
    class Stops extends Flow {
      n = 0;
      override async run() {
        this.stop("enough");
        this.n = 1;
        this.fail("not the first");
      }
    }
    const rig = await settled(() => new Stops());
    expect([rig.ended, rig.state("root")]).toEqual([{ code: 0, message: "enough" }, { n: 1 }]);
    class Fails extends Flow {
      override async run() {
        this.fail("broken");
      }
    }
    expect((await settled(() => new Fails())).ended).toEqual({ code: 1, message: "broken" });
  });
});

describe("budgets", () => {
  it("are separate: interruption spends none, loss three, failures of the app's own code its retries", async () => {
    class Root extends Flow {
      task = new Task({ retries: { limit: 2, backoff: "1s" } });
      override async run() {
        await this.task.run();
      }
    }
    const outcomes = [
      ...Array.from({ length: 5 }, () => ({ failed: "taken", reason: "interrupted" as const })),
      { failed: "gone", reason: "lost" as const },
      { failed: "mine" },
      { failed: "gone", reason: "lost" as const },
      { failed: "mine" },
      {},
    ];
    const rig = await new Rig(
      app(() => new Root()),
      () => outcomes.shift() ?? {},
    ).settle();
    await rig.pass(60_000);
    expect(rig.attempts).toHaveLength(10);
    expect(rig.ended).toMatchObject({ code: 0 });
  });

  it("back off for a second, doubled each time, a minute at most", async () => {
    class Root extends Flow {
      task = new Task({ retries: 8 });
      override async run() {
        await this.task.run();
      }
    }
    const rig = await settled(
      () => new Root(),
      () => ({ failed: "again" }),
    );
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 8; attempts++) {
      const from = rig.now;
      while (rig.attempts.length <= attempts) await rig.pass(250);
      waits.push(Math.round((rig.now - from) / 1000));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
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
