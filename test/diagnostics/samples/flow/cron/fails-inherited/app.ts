import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Regular extends Flow {
  use = new Use();
  abstract readonly when: string;

  override async run() {
    await this.every(this.when, async () => {
      await this.use.run();
    });
  }
}
class Root extends Regular {
  readonly when = "0 0 30 2 *";
}

export default new App(new Root());
