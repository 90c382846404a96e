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
    await this.every("0 * * * *", async () => {
      await this.load.run();
      await this.train.run();
    });
  }
}

export default new App(new Root());
