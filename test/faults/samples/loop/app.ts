// A work in the middle of a computation, which hears nothing.
import { App, Flow, Work } from "thunderhead";

export class Loop extends Work {
  attempts = 0;

  override async run() {
    console.log(`pid ${process.pid} attempt ${this.attempt}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (this.attempt > 1) return this.attempt;
    for (;;);
  }
}

export class Root extends Flow {
  loop = new Loop();
  override async run() {
    await this.loop.run();
  }
}

export default new App(new Root());
