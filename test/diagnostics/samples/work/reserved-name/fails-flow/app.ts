import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  async step(round: number) {
    await this.use.run(round);
  }
  override async run() {
    await this.use.run(1);
  }
}

export default new App(new Root());
