import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(card: string) {
    super({ script: "train.py", cloudCompute: new CloudCompute(card) });
  }
  override async run() {
    await this.exec(["--nproc_per_node", "4"]);
  }
}
class Root extends Flow {
  trains = ["A10G:4", "L4:1"].map((card) => new Train(card));

  override async run() {
    await Promise.all(this.trains.map((train) => train.run()));
  }
}

export default new App(new Root());
