import { App, CloudCompute, Flow, Work } from "thunderhead";
import { cheap } from "./machines.ts";

class Serve extends Work {
  constructor(cloudCompute: CloudCompute) {
    super({ port: 8000, cloudCompute });
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve(cheap);

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
