import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Served extends Work {
  constructor(index: number) {
    super({ port: 8000 + index, cloudCompute: new CloudCompute("cpu-small") });
  }
}
class Serve extends Served {
  override async run() {}
}
class Root extends Flow {
  services = [...new Array(60).keys()].map((index) => new Serve(index));

  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
