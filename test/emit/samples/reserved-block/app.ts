// A gang in a capacity block, with one network card each: one zone, no NAT gateway, no policy of mixed instances.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  model = new Path("model.pt");
  constructor() {
    super({ cloudCompute: new CloudCompute("H100:8", { nodes: 2 }) });
  }
  override async run() {
    await writeFile(this.model.local, `weights of ${this.node.rank}`);
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
