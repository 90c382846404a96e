import { App, ComponentMap, Flow, Work } from "thunderhead";
import { limits } from "./limits.ts";

class Trial extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}

class Root extends Flow {
  trials = new ComponentMap<Trial>(limits.trials);

  override async run() {
    await this.trials.create("first", Trial).run(0.1);
  }
}

export default new App(new Root());
