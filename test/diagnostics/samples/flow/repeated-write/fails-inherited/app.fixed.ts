import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Counting extends Flow {
  ticks = 0;
}
class Root extends Counting {
  use = new Use();

  override async run() {
    if (this.once("ticks")) this.ticks = this.ticks + 1;
    await this.use.run();
  }
}

export default new App(new Root());
