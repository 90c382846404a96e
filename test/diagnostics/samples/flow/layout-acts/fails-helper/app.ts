import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  shown = 0;

  count() {
    this.shown++;
  }
  override async run() {
    await this.use.run();
  }
  override configureLayout() {
    this.count();
    return { name: "Use", content: this.use };
  }
}

export default new App(new Root());
