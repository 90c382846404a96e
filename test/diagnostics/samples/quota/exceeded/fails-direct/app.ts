import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port, cloudCompute: new CloudCompute("cpu-small") });
  }
  override async run() {}
}
class Root extends Flow {
  services = Array.from({ length: 101 }, (_, index) => new Serve(8000 + index));

  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
