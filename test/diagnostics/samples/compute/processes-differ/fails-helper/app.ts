import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const launch = (processes: number) => ["--nnodes", "2", "--nproc-per-node", String(processes)];

class Train extends PythonScript {
  constructor() {
    super({ script: "launch.py", cloudCompute: new CloudCompute("A100:8", { nodes: 2 }) });
  }
  override async run() {
    await this.exec(launch(4));
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
