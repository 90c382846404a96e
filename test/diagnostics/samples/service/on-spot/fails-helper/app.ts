import { App, CloudCompute, Flow, Work } from "thunderhead";

const spot = (name: string) => new CloudCompute(name, { interruptible: true });
class Serve extends Work {
  constructor() {
    super({ port: 8000, cloudCompute: spot("cpu") });
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
