// Two machines that start together or not at all.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  weights = new Path("weights");
  override async run() {
    await writeFile(this.weights.local, "…");
  }
}

class Root extends Flow {
  train = new Train({ cloudCompute: new CloudCompute("A100:8", { nodes: 2 }) });
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
