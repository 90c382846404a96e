import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    try {
      await this.use.run("data");
    } catch {
      await this.use.run("data");
    }
  }
}

export default new App(new Root());
