// One work on a GPU of its own, one on the shared machine.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Prepare extends Work {
  data = new Path("data");
  override async run() {
    await writeFile(this.data.local, "…");
  }
}

class Train extends Work {
  weights = new Path("model.pt");
  override async run(_data: Path) {
    await writeFile(this.weights.local, "…");
  }
}

class Root extends Flow {
  prepare = new Prepare();
  train = new Train({ cloudCompute: new CloudCompute("gpu") });

  override async run() {
    await this.prepare.run();
    await this.train.run(this.prepare.data);
  }
}

export default new App(new Root());
