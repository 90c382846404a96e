import { App, Flow, Work } from "thunderhead";
import { forever } from "./loops.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await forever(this.use);
  }
}

export default new App(new Root());
