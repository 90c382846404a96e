import { App, Flow, Work } from "thunderhead";
import { load } from "./load.ts";

class Count extends Work {
  override async run() {
    return load("prompt");
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
