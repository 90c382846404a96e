import { App, CloudCompute, Flow, Work } from "thunderhead";
import { machine } from "./settings.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Train extends Work {
  constructor(name: string) {
    super({ cloudCompute: new CloudCompute(name) });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train(machine);

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
