import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ cloud_compute: new CloudCompute("gpu"), cache_calls: false } as never);
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
