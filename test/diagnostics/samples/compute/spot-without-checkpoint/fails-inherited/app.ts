import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

abstract class Cheap extends Work {
  results = new Path("results.json");

  constructor() {
    super({ cloudCompute: new CloudCompute("cpu-medium", { interruptible: true }) });
  }
}
class Sweep extends Cheap {
  override async run() {
    await writeFile(this.results.local, "{}");
  }
}
class Root extends Flow {
  sweeps = [new Sweep()];

  override async run() {
    for (const sweep of this.sweeps) await sweep.run();
  }
}

export default new App(new Root());
