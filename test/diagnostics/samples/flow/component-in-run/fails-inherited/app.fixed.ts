import { App, Flow, Work, ComponentMap } from "thunderhead";

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
  uses = new ComponentMap<Use>({ max: 1 });
  create() {
    return this.uses.create("use", Use);
  }
}

export default new App(new Root());
