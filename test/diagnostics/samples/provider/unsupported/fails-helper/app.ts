import { App, CloudCompute, ComponentMap, Flow, Work } from "thunderhead";

class Use extends Work {
  constructor(compute: string) {
    super({ cloudCompute: new CloudCompute(compute) });
  }
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const pool = (max: number) => new ComponentMap<Use>({ max });
class Root extends Flow {
  uses = pool(3);

  override async run() {
    await this.uses.create("one", Use, "gpu").run();
    await this.uses.create("two", Use, "gpu-fast").run();
  }
}

export default new App(new Root());
