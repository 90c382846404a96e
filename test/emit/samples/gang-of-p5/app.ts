// Two machines with 32 network cards each, spot with on demand behind it: private subnets and a NAT gateway.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  model = new Path("model.pt");
  constructor() {
    super({ cloudCompute: new CloudCompute("H100:8", { nodes: 2, interruptible: true }) });
  }
  override async run() {
    await writeFile(this.model.local, `weights of ${this.node.rank}`);
  }
  override async onInterrupt() {
    await this.model.publish();
  }
}

class Evaluate extends Work {
  override async run(_model: Path) {}
}

class Root extends Flow {
  train = new Train();
  evaluate = new Evaluate();
  override async run() {
    await this.train.run();
    await this.evaluate.run(this.train.model);
  }
}

export default new App(new Root());
