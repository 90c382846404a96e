import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Timed extends Flow {
  use = new Use();

  stamp() {
    return { at: new Date().toISOString() };
  }
  override async run() {
    await this.use.run(this.stamp());
  }
}
class Root extends Timed {}

export default new App(new Root());
