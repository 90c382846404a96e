import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses: Use[] = [];

  constructor() {
    super();
    const use = new Use();
    for (let index = 0; index < 2; index++) this.uses.push(use);
  }
  override async run() {
    for (const use of this.uses) await use.run();
  }
}

export default new App(new Root());
