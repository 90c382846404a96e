import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  train = new Train({ cloudCompute: new CloudCompute("p5.48xlarge") });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
