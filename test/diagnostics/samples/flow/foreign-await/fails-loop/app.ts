import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Patient extends Flow {
  use = new Use();

  async pause() {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  override async run() {
    for (const round of [1, 2]) {
      await this.use.run(round);
      await this.pause();
    }
  }
}
class Root extends Patient {}

export default new App(new Root());
