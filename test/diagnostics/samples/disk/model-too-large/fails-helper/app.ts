import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const serving = (model: string) => ["--model", model, "--seed", "1"];

class Train extends PythonScript {
  constructor() {
    super({ script: "train.py", cloudCompute: new CloudCompute("L40S:4") });
  }
  override async run(size: string) {
    await this.exec([...serving("Qwen/Qwen2.5-72B-Instruct"), "--size", size]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run("all");
  }
}

export default new App(new Root());
