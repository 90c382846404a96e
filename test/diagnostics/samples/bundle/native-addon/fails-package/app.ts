import { App, Flow, Work } from "thunderhead";
import { hash } from "fast-hash";

class Hash extends Work {
  override async run() {
    return hash("text");
  }
}
class Root extends Flow {
  hash = new Hash();

  override async run() {
    await this.hash.run();
  }
}

export default new App(new Root());
