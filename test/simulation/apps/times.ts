import { App, ComponentMap, Flow } from "#sdk/index.ts";
import type { SimulatedApp } from "./app.ts";
import { Task, usual } from "./works.ts";

/** Every minute the same call anew, three times. */
export function schedules(): SimulatedApp {
  const complaints: string[] = [];
  class Schedules extends Flow {
    hourly = new Task();
    done = 0;
    seen: string[] = [];
    override async run() {
      if (this.done >= 3) {
        this.stop("enough");
        return;
      }
      await this.every("* * * * *", async (due) => {
        await this.hourly.run("same");
        if (this.seen.includes(due)) complaints.push(`12: ${due} twice`);
        this.seen = [...this.seen, due];
        this.done = this.seen.length;
      });
    }
  }
  return {
    make: () => new App(new Schedules()),
    script: usual,
    code: 0,
    finally: { done: 3 },
    complaints,
  };
}

/** Names: steps, marks and sleeps, in a flow inside a flow. */
export function names(): SimulatedApp {
  const complaints: string[] = [];
  class Inner extends Flow {
    task = new Task();
    i = 0;
    marks = 0;
    override async run() {
      if (this.once("begun")) this.marks = this.marks + 1;
      while (this.i < 3) {
        await this.task.run(this.i);
        await this.sleep(["between", this.i], "5s");
        this.i = this.i + 1;
      }
    }
  }
  class Names extends Flow {
    inner = new Inner();
    drawn = 0;
    late = false;
    override async run() {
      this.drawn = await this.step("draw", () => 17);
      await this.step("record", () => undefined, { atMostOnce: true }).catch(() => undefined);
      await this.inner.run();
      this.late = this.elapsed("late", "20s");
      if (!this.late) await this.sleep("wait", "21s");
      if (this.inner.marks !== 1) complaints.push(`12: once was true ${this.inner.marks} times`);
    }
  }
  return {
    make: () => new App(new Names()),
    script: usual,
    code: 0,
    finally: { drawn: 17, late: true },
    complaints,
  };
}

/** A pause longer than some idleTimeouts: machines go and come. */
export function pauses(): SimulatedApp {
  class Pauses extends Flow {
    task = new Task();
    result = "";
    override async run() {
      await this.task.run(1);
      await this.sleep("rest", "2m");
      this.result = String(await this.task.run(2));
    }
  }
  return {
    make: () => new App(new Pauses()),
    script: usual,
    code: 0,
    finally: { result: "task:1" },
    complaints: [],
  };
}

/** Works that the flow makes while it runs. */
export function maps(): SimulatedApp {
  class Maps extends Flow {
    trials = new ComponentMap<Task>({ max: 5 });
    best = new Task();
    sum = 0;
    override async run() {
      const keys = ["low", "middle", "high"];
      const results = await Promise.all(
        keys.map((key, index) => this.trials.create(key, Task).run(index)),
      );
      await this.best.run(results.length);
      this.sum = results.length;
    }
  }
  return {
    make: () => new App(new Maps()),
    // Long enough for all machines of their pool to come up meanwhile.
    script: (order, input) => usual(order, input, order.work === "best" ? 800 : 20_000),
    code: 0,
    finally: { sum: 3 },
    complaints: [],
  };
}

/** A work whose results are not kept: each run counts once. */
export function uncached(): SimulatedApp {
  const complaints: string[] = [];
  class Poll extends Task {
    constructor() {
      super({ cacheCalls: false, retries: 8 });
    }
  }
  class Polls extends Flow {
    poll = new Poll();
    runs = 0;
    override async run() {
      if (this.runs >= 3) {
        this.stop("enough");
        return;
      }
      await this.poll.run();
      this.runs = this.runs + 1;
    }
  }
  return {
    make: () => new App(new Polls()),
    script: usual,
    code: 0,
    finally: { runs: 3 },
    complaints,
  };
}
