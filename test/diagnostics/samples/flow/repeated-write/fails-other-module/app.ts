import { App, Flow, Work } from "thunderhead";
import { remember } from "./history.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  history: string[] = [];

  override async run() {
    await this.use.run();
    remember(this, "used");
  }
}

export default new App(new Root());
