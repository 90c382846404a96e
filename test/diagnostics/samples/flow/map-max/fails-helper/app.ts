import { App, ComponentMap, Flow, Work } from "thunderhead";

class Trial extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}

const mapOf = (options: { most?: number }) =>
  new ComponentMap<Trial>({ max: options.most ?? 0 });

class Root extends Flow {
  trials = mapOf({});

  override async run() {
    await this.trials.create("first", Trial).run(0.1);
  }
}

export default new App(new Root());
