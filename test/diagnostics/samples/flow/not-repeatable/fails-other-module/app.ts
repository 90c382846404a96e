import { App, Flow, Work } from "thunderhead";
import { settings } from "./settings.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    if (settings().includes("fast")) await this.use.run();
  }
}

export default new App(new Root());
