import { App, Flow, Work } from "thunderhead";
import { hash } from "./hash.js";

class Sign extends Work {
  override async run() {
    return hash("Hello");
  }
}

class Root extends Flow {
  sign = new Sign();

  override async run() {
    await this.sign.run();
  }
}

export default new App(new Root());
