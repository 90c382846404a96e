import { App, Flow, Work } from "thunderhead";
import { title } from "./titles.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Shown extends Flow {
  a = new Use();

  override configureLayout() {
    return [{ name: title, content: this.a }];
  }
}
class Root extends Shown {
  override async run() {
    await this.a.run();
  }
  override configureLayout() {
    return [...super.configureLayout(), { name: "Demo", content: "https://example.com" as never }];
  }
}

export default new App(new Root());
