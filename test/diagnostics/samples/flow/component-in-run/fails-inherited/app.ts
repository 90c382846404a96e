import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Base extends Flow {
  override async run() {
    const use = this.create();
    await use.run();
  }
  abstract create(): Use;
}
class Root extends Base {
  create() {
    return new Use();
  }
}

export default new App(new Root());
