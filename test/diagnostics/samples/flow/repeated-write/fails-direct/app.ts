import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  count = 0;

  override async run() {
    await this.use.run();
    this.count++;
  }
}

export default new App(new Root());
