// One work assigns a field as fast as it can; the flow waits for the last value.
import { App, config, Flow, Work } from "thunderhead";
import { mark } from "../mark.ts";

const count = config.number("count", 100_000);
/** Assignments between two pauses; a pause of 10 ms makes each of them a patch of its own. */
const pace = config.number("pace", 0);

export class Counter extends Work {
  counter = 0;
  history: number[] = [];

  override async run() {
    mark("run");
    for (let i = 1; i <= count; i++) {
      this.counter = i;
      this.history[i % 100] = i;
      // A loop that never yields shows nobody anything.
      if (pace > 0 && i % (pace * 10) === 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      else if (i % 100 === 0) await new Promise(setImmediate);
    }
    mark("end");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

export class Root extends Flow {
  work = new Counter();
  seen = 0;

  override async run() {
    this.work.start();
    if (this.work.counter === count && this.once("last"))
      await this.step("mark", () => mark("last"));
  }
}

export default new App(new Root());
