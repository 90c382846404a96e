import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Cheap extends Work {
  constructor(options: { port: number }) {
    super({ ...options, cloudCompute: new CloudCompute("cpu", { interruptible: true }) });
  }
}
class Serve extends Cheap {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Root extends Flow {
  services = [new Serve()];

  override async run() {
    for (const serve of this.services) await serve.run();
  }
}

export default new App(new Root());
