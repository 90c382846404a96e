import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  done: unknown;

  override async run() {
    await this.use.run();
    this.done = new Map([["use", true]]);
  }
}

export default new App(new Root());
