import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Sharing extends Work {
  constructor(shmSize: number) {
    super({ cloudCompute: new CloudCompute("L4", { diskSize: 200, shmSize }) });
  }
}
class Train extends Sharing {
  constructor() {
    super(20_000);
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
