import { App, Flow, Work } from "thunderhead";

class Point {
  x = 1;
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Base extends Flow {
  uses = [new Use(), new Use()];
}
class Root extends Base {
  override async run() {
    for (const use of this.uses) await use.run(new Point());
  }
}

export default new App(new Root());
