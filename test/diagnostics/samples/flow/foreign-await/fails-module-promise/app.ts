import { App, Flow, Work } from "thunderhead";
import { ready } from "./settings.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await Promise.all([this.use.run(), ready]);
  }
}

export default new App(new Root());
