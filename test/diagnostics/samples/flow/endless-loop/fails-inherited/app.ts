import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Loop extends Flow {
  use = new Use();

  override async run() {
    while (1) {
      await Promise.all([this.use.run("a"), this.use.run("b")]);
    }
  }
}
class Root extends Loop {}

export default new App(new Root());
