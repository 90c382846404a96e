import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Shown extends Flow {
  tabs: string[] = [];

  override configureLayout() {
    this.tabs = ["Use"];
    return { name: "Use", content: "https://example.com" };
  }
}
class Root extends Shown {
  use = new Use();

  override async run() {
    await this.use.run();
  }
}

export default new App(new Root());
