import { App, Flow, Work } from "thunderhead";
import { randomUUID } from "node:crypto";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Named extends Flow {
  label = "";

  mark() {
    this.label = randomUUID();
    setTimeout(() => console.log("late"), 100);
  }
}
class Root extends Named {
  use = new Use();

  override async run() {
    this.mark();
    await this.use.run();
  }
}

export default new App(new Root());
