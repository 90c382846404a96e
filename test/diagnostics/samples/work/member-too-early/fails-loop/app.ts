import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = [new Use(), new Use()];
  started: boolean[] = [];

  constructor() {
    super();
    for (const use of this.uses) this.started.push(use.hasStarted);
  }
  override async run() {
    for (const use of this.uses) await use.run();
  }
}

export default new App(new Root());
