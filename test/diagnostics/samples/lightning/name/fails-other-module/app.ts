import { App, Flow, Work } from "thunderhead";
import { helpers } from "./helpers.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run(helpers);
  }
}

export default new App(new Root());
