import { describe, expect, it } from "vitest";
import { StaticWeb } from "#components/index.ts";
import { Flow, HttpError } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

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
