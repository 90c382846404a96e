// One node; ranks used in the class, in a helper, in the script, or left to a launcher.
import { App, CloudCompute, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { spawn } from "node:child_process";

const gang = new CloudCompute("A100:8", { nodes: 2 });
class Single extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A100:8") });
  }
  override async run() {}
}
class Ranked extends Work {
  constructor() {
    super({ cloudCompute: gang });
  }
  override async run() {
    return this.node.rank;
  }
}
const launch = () => spawn("torchrun", ["train.py"]);
class Launched extends Work {
  constructor() {
    super({ cloudCompute: gang });
  }
  override async run() {
    launch();
  }
}
class Scripted extends PythonScript {
  constructor() {
    super({ script: "train.py", cloudCompute: gang });
  }
}
class Root extends Flow {
  single = new Single();
  ranked = new Ranked();
  launched = new Launched();
  scripted = new Scripted();

  override async run() {
    for (const work of [this.single, this.ranked, this.launched, this.scripted]) await work.run();
  }
}

export default new App(new Root());
