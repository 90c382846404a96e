// Node's own crypto needs no addon.
import { createHash } from "node:crypto";
import { App, Flow, Work } from "thunderhead";

class Sign extends Work {
  override async run() {
    return createHash("sha256").update("Hello").digest("hex");
  }
}

class Root extends Flow {
  sign = new Sign();

  override async run() {
    await this.sign.run();
  }
}

export default new App(new Root());
