import { App, Flow } from "#sdk/index.ts";
import type { SimulatedApp } from "./app.ts";
import { Task, usual } from "./works.ts";

/** One after the other, each on what the one before has made. */
export function sequence(): SimulatedApp {
  const complaints: string[] = [];
  class Sequence extends Flow {
    first = new Task();
    second = new Task();
    third = new Task();
    results: string[] = [];
    override async run() {
      const a = await this.first.run("a");
      if (this.first.progress !== 2)
        complaints.push(`7: a success with progress ${this.first.progress}`);
      if (this.first.out.version === null) complaints.push("7: a success without its version");
      const b = await this.second.run(this.first.out);
      const c = await this.third.run(this.second.out);
      if (this.third.finished === "") complaints.push("7: a success without its last patch");
      this.results = [String(a), String(b), String(c)];
    }
  }
  return {
    make: () => new App(new Sequence()),
    script: usual,
    code: 0,
    complaints,
  };
}

/** All at once, then one on all of them. */
export function fanOut(): SimulatedApp {
  const complaints: string[] = [];
  class FanOut extends Flow {
    workers = Array.from({ length: 4 }, () => new Task());
    gather = new Task();
    count = 0;
    override async run() {
      const before = this.count;
      const results = await Promise.all(this.workers.map((worker, index) => worker.run(index)));
      if (this.count !== before) complaints.push("10: a field changed under a tick");
      await this.gather.run(...this.workers.map(({ out }) => out));
      this.count = results.length;
    }
  }
  return {
    make: () => new App(new FanOut()),
    script: usual,
    code: 0,
    finally: { count: 4 },
    complaints,
  };
}

/** The first of several wins, in every tick the same. */
export function race(): SimulatedApp {
  const complaints: string[] = [];
  const resolved = new Map<string, unknown>();
  const once = (place: string, value: unknown): void => {
    if (resolved.has(place) && resolved.get(place) !== value)
      complaints.push(`11: ${place} was ${resolved.get(place)}, and is ${value}`);
    resolved.set(place, value);
  };
  class Race extends Flow {
    left = new Task();
    right = new Task();
    third = new Task();
    last = new Task();
    override async run() {
      const all = [this.left.run("l"), this.right.run("r"), this.third.run("t")];
      const winner = await Promise.race(all);
      once("winner", winner);
      const again = await Promise.any([
        this.right.run("r2"),
        this.left.run("l2"),
        this.third.run("t"),
      ]);
      once("again", again);
      await this.last.run(String(winner), String(again));
      await Promise.all(all);
    }
  }
  return {
    make: () => new App(new Race()),
    script: (order, input) => usual(order, input, 300 + 40 * order.work.length),
    code: 0,
    complaints,
  };
}

/** A failure that is caught, and what is done instead; and a call that is tried again by itself. */
export function retries(): SimulatedApp {
  const complaints: string[] = [];
  class Flaky extends Task {
    constructor() {
      super({ retries: { limit: 8, backoff: "1s" } });
    }
  }
  class Retries extends Flow {
    flaky = new Flaky();
    broken = new Task();
    instead = new Task();
    result = "";
    override async run() {
      await this.flaky.run();
      try {
        await this.broken.run("x");
      } catch {
        this.result = String(await this.instead.run("x"));
      }
    }
  }
  return {
    make: () => new App(new Retries()),
    script: (order, input) => {
      const fails = order.work === "broken" || (order.work === "flaky" && order.attempt <= 2);
      if (!fails) return usual(order, input);
      return [
        { do: "compute", milliseconds: 300 },
        { do: "patch", set: { progress: 7 } },
        { do: "throw", message: "it is broken" },
      ];
    },
    code: 0,
    finally: { result: "instead:3" },
    complaints,
  };
}

/** A failure that nobody catches ends the app, and its machines. */
export function uncaught(): SimulatedApp {
  class Uncaught extends Flow {
    steady = new Task();
    broken = new Task();
    override async run() {
      this.steady.start("for long");
      await this.broken.run("x");
    }
  }
  return {
    make: () => new App(new Uncaught()),
    script: (order, input) =>
      order.work === "steady"
        ? usual(order, input, 600_000)
        : [
            { do: "compute", milliseconds: 5000 },
            { do: "throw", message: "it is broken" },
          ],
    code: 1,
    complaints: [],
  };
}

/** A tick that writes, asks, and then throws leaves nothing but its failure. */
export function throwing(): SimulatedApp {
  class Throwing extends Flow {
    first = new Task();
    never = new Task();
    written = 0;
    override async run() {
      await this.first.run("a");
      this.written = 1;
      this.never.start("b");
      this.once("never");
      throw new Error("the flow's own mistake");
    }
  }
  return {
    make: () => new App(new Throwing()),
    script: usual,
    code: 1,
    finally: { written: 0 },
    complaints: [],
  };
}
