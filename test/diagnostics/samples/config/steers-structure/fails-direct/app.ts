import { App, CloudCompute, config, Flow, Work } from "thunderhead";

const gpu = config.boolean("gpu", false);

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  train = gpu ? new Train({ cloudCompute: new CloudCompute("gpu"), port: 8001 }) : new Train();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
