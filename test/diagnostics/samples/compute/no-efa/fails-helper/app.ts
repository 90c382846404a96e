import { App, CloudCompute, Flow, Work } from "thunderhead";

const overEfa = (more: Record<string, string>) => ({ FI_PROVIDER: "efa", ...more });

class Train extends Work {
  constructor(card: string) {
    super({
      env: overEfa({ NCCL_DEBUG: "INFO" }),
      cloudCompute: new CloudCompute({ anyOf: [card, "A10G"] }, { nodes: 2 }),
    });
  }
  override async run() {
    return this.node.rank;
  }
}
class Root extends Flow {
  train = new Train("L4");

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
