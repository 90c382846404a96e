import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000, cloudCompute: new CloudCompute("gpu", { interruptible: true }) });
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
