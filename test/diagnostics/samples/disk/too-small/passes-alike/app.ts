// Large enough for the image of that machine; or left to us.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  train = new Train({ cloudCompute: new CloudCompute("gpu-fast", { diskSize: 100 }) });
  small = new Train({ cloudCompute: new CloudCompute("cpu", { diskSize: 50, shmSize: 10 }) });
  any = new Train({ cloudCompute: new CloudCompute("gpu") });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
