import { App, Flow, Work } from "thunderhead";
import { digest } from "./digest.ts";

class Hash extends Work {
  override async run() {
    return digest("text");
  }
}
class Root extends Flow {
  hash = new Hash();

  override async run() {
    await this.hash.run();
  }
}

export default new App(new Root());
