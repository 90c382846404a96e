import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run();
  }
  override configureLayout() {
    this.use.start("from the page");
    return { name: "Use", content: this.use };
  }
}

export default new App(new Root());
