import { App, Flow, Work } from "thunderhead";
import { label } from "./names.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run(await this.step("now", () => label("night")));
  }
}

export default new App(new Root());
