import { App, Flow, Work, ComponentMap } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = new ComponentMap<Use>({ max: 1 });
  #make() {
    return this.uses.create("use", Use);
  }
  override async run() {
    await this.#make().run(1);
  }
}

export default new App(new Root());
