import { App, Flow, Work } from "thunderhead";
import { nightly } from "./times.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    if (this.schedule(nightly)) this.use.start();
  }
}

export default new App(new Root());
