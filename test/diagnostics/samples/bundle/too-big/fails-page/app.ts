import { App, Flow, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run();
  }
  override configureLayout() {
    return new StaticWeb("page");
  }
}

export default new App(new Root());
