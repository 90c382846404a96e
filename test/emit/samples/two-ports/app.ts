// Two services: one on the shared machine, one on its own, on the same port.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  override async run() {}
}

class Root extends Flow {
  small = new Serve({ port: 8080 });
  large = new Serve({ port: 8080, cloudCompute: new CloudCompute("cpu-medium") });

  override async run() {
    await Promise.all([this.small.run(), this.large.run()]);
  }
  override configureLayout() {
    return [
      { name: "Small", content: this.small.url },
      { name: "Large", content: `${this.large.url}/docs` },
    ];
  }
}

export default new App(new Root());
