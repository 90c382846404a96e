import { App, Flow, Work } from "thunderhead";
import { token } from "./token.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Base extends Flow {
  use = new Use();

  async open() {
    return token.value();
  }
}
class Root extends Base {
  override async run() {
    await this.open();
    await this.use.run();
  }
}

export default new App(new Root());
