import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  async nightly() {
    await this.use.run();
  }
  override async run() {
    if (this.schedule("0 3 * * *")) await this.nightly();
  }
}

export default new App(new Root());
