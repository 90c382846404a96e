import { App, ComponentMap, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const keyOf = (rate: number) => `rate ${rate}`;
class Root extends Flow {
  uses = new ComponentMap<Use>({ max: 4 });

  override async run() {
    await this.uses.create(keyOf(1), Use).run();
  }
}

export default new App(new Root());
