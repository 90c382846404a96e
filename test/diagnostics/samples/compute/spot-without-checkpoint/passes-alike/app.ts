// Published on notice or during the run, restored, left to the script, or nothing to lose.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const spot = new CloudCompute("gpu", { interruptible: true });
class Noticed extends Work {
  model = new Path("model.pt");

  constructor() {
    super({ cloudCompute: spot });
  }
  override async onInterrupt() {
    await this.model.publish();
  }
  override async run() {
    await writeFile(this.model.local, "weights");
  }
}
async function keep(path: Path) {
  await writeFile(path.local, "weights");
  await path.publish();
}
class Published extends Work {
  model = new Path("model.pt");

  constructor() {
    super({ cloudCompute: spot });
  }
  override async run() {
    for (let epoch = 0; epoch < 3; epoch++) await keep(this.model);
  }
}
class Scripted extends PythonScript {
  model = new Path("model");

  constructor() {
    super({ script: "train.py", cloudCompute: spot });
  }
}
class Stateless extends Work {
  constructor() {
    super({ cloudCompute: spot });
  }
  override async run() {
    return 1;
  }
}
class Root extends Flow {
  noticed = new Noticed();
  published = new Published();
  scripted = new Scripted();
  stateless = new Stateless();

  override async run() {
    for (const work of [this.noticed, this.published, this.scripted, this.stateless]) await work.run();
  }
}

export default new App(new Root());
