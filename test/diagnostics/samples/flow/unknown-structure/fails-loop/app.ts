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
    for (let count = 0; count < Number(process.env["COUNT"]); count++) this.uses.push(new Use());
  }
  override async run() {
    for (const use of this.uses) await use.run();
  }
}

export default new App(new Root());
