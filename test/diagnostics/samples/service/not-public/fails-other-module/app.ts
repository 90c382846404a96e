import { App, Flow, Work } from "thunderhead";
import { exposed } from "./exposure.ts";

class Serve extends Work {
  constructor() {
    super(exposed);
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
