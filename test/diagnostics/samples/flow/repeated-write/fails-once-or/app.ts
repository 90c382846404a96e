// Where the other condition is enough, `once` guards nothing.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run() {
    const { ok } = await fetch("https://ready.example");
    return ok;
  }
}

class Root extends Flow {
  use = new Use();
  ready = false;
  total = 0;

  override async run() {
    this.ready = await this.use.run();
    if (this.ready || this.once("total")) this.total++;
  }
}

export default new App(new Root());
