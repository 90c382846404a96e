import { App, Flow, Work } from "thunderhead";
import { limits } from "./limits.ts";

class Limit extends Work {
  override async run() {
    return { limits, name: "limits" };
  }
}
class Root extends Flow {
  limit = new Limit();

  override async run() {
    await this.limit.run();
  }
}

export default new App(new Root());
