import { App, Flow } from "thunderhead";
import { shared } from "./shared.ts";

class Inner extends Flow {
  use = shared;

  override async run() {
    await this.use.run();
  }
}
class Root extends Flow {
  inner = new Inner();
  use = shared;

  override async run() {
    await this.inner.run();
  }
}

export default new App(new Root());
