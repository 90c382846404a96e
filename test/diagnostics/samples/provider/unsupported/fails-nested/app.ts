import { App, ComponentMap, Flow } from "thunderhead";
import { Inner } from "./inner.ts";

class Root extends Flow {
  inners = new ComponentMap<Inner>({ max: 2 });

  override async run() {
    await this.inners.create("a", Inner).run();
  }
}

export default new App(new Root());
