// Four GPUs that may be taken away, released after ten minutes without a call.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  weights = new Path("weights");
  override async run() {
    await writeFile(this.weights.local, "…");
  }
}

class Root extends Flow {
  train = new Train({
    cloudCompute: new CloudCompute("gpu-fast-multi", { interruptible: true, idleTimeout: "10m", diskSize: 300 }),
  });
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
