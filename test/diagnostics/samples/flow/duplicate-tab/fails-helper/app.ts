import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const tab = (content: Use, name = "Demo") => ({ name, content });
class Root extends Flow {
  a = new Use();
  b = new Use();

  override async run() {
    await this.a.run();
    await this.b.run();
  }
  override configureLayout() {
    return [tab(this.a), tab(this.b)];
  }
}

export default new App(new Root());
