// The same name in layouts of which one is shown.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  a = new Use();
  b = new Use();

  override async run() {
    await this.a.run();
    await this.b.run();
  }
  override configureLayout() {
    if (this.a.hasSucceeded) return [{ name: "Demo", content: this.a }, { name: "Rest", content: this.b }];
    return [{ name: "Demo", content: this.b }];
  }
}

export default new App(new Root());
