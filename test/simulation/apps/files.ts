import { App, Flow, Path, Work } from "#sdk/index.ts";
import type { Action } from "../world/process.ts";
import type { SimulatedApp } from "./app.ts";
import { described, Task, usual } from "./works.ts";

class Trainer extends Work {
  progress = 0;
  note = "";
  finished = "";
  out = new Path("model");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Server extends Work {
  progress = 0;
  finished = "";
  constructor() {
    super({ port: 8000 });
  }
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

/** A model is trained three times and each time served: the server changes over, and nothing waits for it. */
export function service(): SimulatedApp {
  class Serving extends Flow {
    train = new Trainer();
    serve = new Server();
    round = 0;
    override async run() {
      while (this.round < 3) {
        await this.train.run(this.round);
        this.serve.start(this.train.out);
        await this.serve.ready();
        await this.sleep(["served", this.round], "4s");
        this.round = this.round + 1;
      }
      this.serve.stop();
    }
  }
  return {
    make: () => new App(new Serving()),
    script: (order, input) => (order.work === "serve" ? [{ do: "serve" }] : usual(order, input)),
    code: 0,
    finally: { round: 3 },
    complaints: [],
  };
}

/** What a service is to serve changes before it has begun: only the last word counts. */
export function drafts(): SimulatedApp {
  class Drafts extends Flow {
    serve = new Server();
    drafted = false;
    result = "";
    override async run() {
      if (!this.drafted) {
        this.serve.start("draft");
        await this.sleep("draft", "1s");
        this.drafted = true;
      }
      if (this.result !== "") return;
      this.serve.start("final");
      await this.serve.ready();
      this.result = "served";
      this.serve.stop();
    }
  }
  return {
    make: () => new App(new Drafts()),
    script: () => [{ do: "serve" }],
    code: 0,
    finally: { drafted: true, result: "served" },
    complaints: [],
  };
}

/** A long training that keeps checkpoints, is interrupted, and goes on from what it had. */
export function checkpoints(): SimulatedApp {
  const complaints: string[] = [];
  class Training extends Flow {
    train = new Trainer();
    evaluate = new Task();
    result = "";
    override async run() {
      await this.train.run("data");
      this.result = String(await this.evaluate.run(this.train.out));
    }
  }
  const train = (content: string, path: string): readonly Action[] =>
    [1, 2, 3, 4].flatMap((epoch): readonly Action[] => [
      { do: "compute", milliseconds: 12_000 },
      { do: "write", path, content: `${content} epoch ${epoch}` },
      { do: "patch", set: { progress: epoch } },
      ...(epoch % 2 === 0 ? ([{ do: "publish", path }] as const) : []),
    ]);
  return {
    make: () => new App(new Training()),
    script: (order, input) =>
      order.work === "train"
        ? [
            ...train(described(order, input), "train.out"),
            { do: "patch", set: { progress: 2 } },
            { do: "return", result: "trained" },
          ]
        : usual(order, input),
    code: 0,
    complaints,
  };
}

/** The same producer twice: each consumer gets the version it was given, however late it starts. */
export function versions(): SimulatedApp {
  const complaints: string[] = [];
  class Versions extends Flow {
    make = new Trainer();
    early = new Task();
    late = new Task();
    override async run() {
      await this.make.run("one");
      const early = this.early.run(this.make.out);
      await this.make.run("two");
      const late = this.late.run(this.make.out);
      await this.make.run("three");
      await Promise.all([early, late]);
    }
  }
  return {
    make: () => new App(new Versions()),
    script: (order, input) => {
      const content = described(order, input);
      const wanted = order.work === "early" ? "one" : "two";
      if (order.work !== "make" && !content.includes(`make("${wanted}")`))
        complaints.push(`9: ${order.work} was to get ${wanted}, and got ${content}`);
      return usual(order, input);
    },
    code: 0,
    complaints,
  };
}

/** A producer goes on and on, while the first thing it made is still being read. */
export function keeps(): SimulatedApp {
  class Keeps extends Flow {
    make = new Trainer();
    slow = new Task();
    i = 0;
    override async run() {
      await this.make.run("first");
      const slow = this.slow.run(this.make.out);
      while (this.i < 5) {
        await this.make.run(this.i);
        this.i = this.i + 1;
      }
      await slow;
    }
  }
  return {
    make: () => new App(new Keeps()),
    script: (order, input) => usual(order, input, order.work === "slow" ? 25_000 : 800),
    code: 0,
    finally: { i: 5 },
    complaints: [],
  };
}

/** A work that is stopped while it runs, and another that is asked for after it. */
export function stops(): SimulatedApp {
  class Stops extends Flow {
    long = new Task();
    next = new Task();
    result = "";
    override async run() {
      this.long.start("for ever");
      await this.sleep("a while", "30s");
      if (this.once("stop")) this.long.stop();
      this.result = String(await this.next.run("n"));
    }
  }
  return {
    make: () => new App(new Stops()),
    script: (order, input) => (order.work === "long" ? [{ do: "serve" }] : usual(order, input)),
    code: 0,
    finally: { result: "next:3" },
    complaints: [],
  };
}
