import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Gang extends Work {
  constructor(type: string) {
    super({ env: { NCCL_NET: "AWS Libfabric" }, cloudCompute: new CloudCompute(type, { nodes: 2 }) });
  }
  override async run() {
    return this.node.rank;
  }
}
class Train extends Gang {
  constructor() {
    super("g6e.4xlarge");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
