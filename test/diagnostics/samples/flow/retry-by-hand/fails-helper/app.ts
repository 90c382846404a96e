import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  async load() {
    await this.use.run("data");
  }
  override async run() {
    try {
      await this.load();
    } catch {
      await this.load();
    }
  }
}

export default new App(new Root());
