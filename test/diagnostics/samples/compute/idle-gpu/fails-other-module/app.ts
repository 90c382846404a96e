import { App, Flow, Work } from "thunderhead";
import { machine } from "./machines.ts";

class Serve extends Work {
  constructor() {
    super({ port: 8000, cloudCompute: machine });
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
