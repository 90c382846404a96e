// The clock and chance, directly and through a helper.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(_started: number, _name: string) {}
}

const runName = () => `run-${Math.random()}`;

class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run(Date.now(), "first");
    await this.train.run(1, runName());
  }
}

export default new App(new Root());
