import { App, Flow, Work } from "thunderhead";
import { port } from "./settings.ts";

class Serve extends Work {
  constructor() {
    super({ port: port() });
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
