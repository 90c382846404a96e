import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const attemptOf = (use: Use) => Reflect.get(use, "name") === use["attempt" as never];
class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run();
    attemptOf(this.use);
  }
}

export default new App(new Root());
