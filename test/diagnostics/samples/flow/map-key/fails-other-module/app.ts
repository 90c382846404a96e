import { App, ComponentMap, Flow, Work } from "thunderhead";
import { dataset } from "./names.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = new ComponentMap<Use>({ max: 4 });

  override async run() {
    await this.uses.create(dataset, Use).run();
  }
}

export default new App(new Root());
