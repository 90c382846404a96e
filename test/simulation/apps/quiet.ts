import { App, Flow } from "#sdk/index.ts";
import { markOf } from "../invariants/privacy.ts";
import type { SimulatedApp } from "./app.ts";
import { Task, usual } from "./works.ts";

/** Each work has arguments, state and a secret that are nobody else's business; what they make, they share. */
export function secretive(): SimulatedApp {
  class Secretive extends Flow {
    left = new Task();
    right = new Task();
    both = new Task();
    result = "";
    override async run() {
      this.left.note = markOf("left");
      this.right.note = markOf("right");
      await Promise.all([this.left.run(markOf("left")), this.right.run(markOf("right"))]);
      this.both.note = markOf("both");
      this.result = String(await this.both.run(this.left.out, this.right.out, markOf("both")));
    }
  }
  return {
    make: () => new App(new Secretive()),
    script: (order, input) => [{ do: "secret" }, ...usual(order, input)],
    code: 0,
    complaints: [],
  };
}

/** Works that take longer than it takes to give a machine up. */
export function long(): SimulatedApp {
  class Long extends Flow {
    left = new Task();
    right = new Task();
    count = 0;
    override async run() {
      const both = await Promise.all([this.left.run(1), this.right.run(2)]);
      this.count = both.length;
    }
  }
  return {
    make: () => new App(new Long()),
    script: (order, input) => usual(order, input, 100_000),
    code: 0,
    finally: { count: 2 },
    complaints: [],
  };
}

/** A training on three nodes, which are one attempt, and what is made of it. */
export function gang(): SimulatedApp {
  class Gang extends Flow {
    train = new Task();
    evaluate = new Task();
    result = "";
    override async run() {
      await this.train.run("data");
      this.result = String(await this.evaluate.run(this.train.out));
    }
  }
  return {
    make: () => new App(new Gang()),
    script: (order, input) => usual(order, input, order.work === "train" ? 15_000 : 800),
    code: 0,
    nodes: { train: 3 },
    complaints: [],
  };
}

/** Something is done, more of it than is kept, and then there is nothing to do for weeks. */
export function idle(): SimulatedApp {
  class Idle extends Flow {
    task = new Task();
    done = 0;
    override async run() {
      while (this.done < 5) {
        await this.task.run(this.done);
        this.done = this.done + 1;
      }
      await this.sleep("until next month", "30d");
    }
  }
  return {
    make: () => new App(new Idle()),
    script: usual,
    code: 0,
    finally: { done: 5 },
    complaints: [],
    idles: true,
  };
}
