import { App, CloudCompute, Flow, Work } from "thunderhead";

const warm = (name: string, hours: number) => new CloudCompute(name, { idleTimeout: `${hours}h` });
class Train extends Work {
  constructor() {
    super({ cloudCompute: warm("L4", 2) });
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
