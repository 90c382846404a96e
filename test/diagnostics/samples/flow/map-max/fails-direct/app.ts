import { App, ComponentMap, Flow, Work } from "thunderhead";

class Trial extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}

class Root extends Flow {
  // @ts-expect-error: it has to be given.
  trials = new ComponentMap<Trial>();

  override async run() {
    await this.trials.create("first", Trial).run(0.1);
  }
}

export default new App(new Root());
