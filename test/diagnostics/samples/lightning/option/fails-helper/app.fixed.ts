import { App, CloudCompute, Flow, Work } from "thunderhead";

const machine = (name: string) => new CloudCompute(name, { idleTimeout: "1m", shmSize: 512 } as never);
class Train extends Work {
  constructor() {
    super({ cloudCompute: machine("gpu") });
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
