import { App, Flow } from "thunderhead";
import { Inner } from "./inner.ts";

class Root extends Flow {
  inner = new Inner();

  override async run() {
    await this.inner.run();
  }
}

export default new App(new Root());
