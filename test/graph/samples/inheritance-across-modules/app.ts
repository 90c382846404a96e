import { App, Flow } from "thunderhead";
import { Trainer } from "./lib/trainer.ts";

class Large extends Trainer {
  constructor() {
    super({ size: 8, retries: 2 });
  }
}

class Root extends Flow {
  small = new Trainer({ size: 1 });
  large = new Large();

  override async run() {
    await this.small.run();
    await this.large.run();
  }
}

export default new App(new Root(), { title: "Trainers" });
