import { App, CloudCompute, Flow, Work } from "thunderhead";

const gpus = (card: string, count: number) => new CloudCompute(`${card}:${count}`);
class Train extends Work {
  constructor() {
    super({ cloudCompute: gpus("H100", 8) });
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
