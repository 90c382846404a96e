// In the work's own folder, on a mount, and other things in /tmp.
import { App, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  cache = new Path("hf");

  constructor() {
    super({ script: "train.py", env: { HF_HOME: "/data/hf", SCRATCH: "/tmp/scratch", TORCH_HOME: "cache" } });
  }
  override async run() {
    await this.cache.restore();
    await this.exec(["--cache", this.cache.local]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
