// Remembered once by a step, or asked for where it is used.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(started: number) {
    console.log(started, Date.now(), Math.random());
  }
}

class Root extends Flow {
  train = new Train();

  override async run() {
    const started = await this.step("started", () => Date.now());
    await this.train.run(started);
  }
}

export default new App(new Root());
