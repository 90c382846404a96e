import { App, CloudCompute, Flow, Work } from "thunderhead";

const gang = (nodes: number) => new CloudCompute("H100:8", { nodes });
class Train extends Work {
  constructor(nodes: number) {
    super({ cloudCompute: gang(nodes) });
  }
  override async run() {
    return process.env["HOME"];
  }
}
class Root extends Flow {
  train = new Train(3);

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
