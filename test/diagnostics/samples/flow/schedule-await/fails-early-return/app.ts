import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Regular extends Flow {
  use = new Use();

  isDue() {
    return this.schedule("0 3 * * *");
  }
  override async run() {
    if (!this.isDue()) return;
    await this.use.run();
  }
}
class Root extends Regular {}

export default new App(new Root());
