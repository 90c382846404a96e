import { App, Flow, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Shown extends Flow {
  override configureLayout() {
    return new StaticWeb("dist/");
  }
}
class Root extends Shown {
  use = new Use();

  override async run() {
    await this.use.run();
  }
}

export default new App(new Root());
