import { App, ComponentMap, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = new ComponentMap<Use>({ max: 4 });

  override async run() {
    for (const model of ["bert", "org/model"]) await this.uses.create(model, Use).run();
  }
}

export default new App(new Root());
