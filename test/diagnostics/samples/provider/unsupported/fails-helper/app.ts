import { App, ComponentMap, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const pool = (max: number) => new ComponentMap<Use>({ max });
class Root extends Flow {
  uses = pool(3);

  override async run() {
    await this.uses.create("one", Use).run();
  }
}

export default new App(new Root());
