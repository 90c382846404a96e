import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

const gpu = (gigabytes: number) => new CloudCompute("A10G", { diskSize: gigabytes / 2 });

class Root extends Flow {
  train = new Train({ cloudCompute: gpu(120) });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
