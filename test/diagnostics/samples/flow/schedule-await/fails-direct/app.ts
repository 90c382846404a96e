import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  load = new Use();
  train = new Use();

  override async run() {
    if (this.schedule("0 * * * *")) {
      await this.load.run();
      await this.train.run();
    }
  }
}

export default new App(new Root());
