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
    return { name: "Demo", content: `${this.use.url}/demo` };
  }
}

export default new App(new Root());
