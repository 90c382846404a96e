import { App, Flow, Work } from "thunderhead";
import { words } from "./words.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    this.use.start([words]);
  }
}

export default new App(new Root());
