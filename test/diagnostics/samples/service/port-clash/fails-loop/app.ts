import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Root extends Flow {
  services = [1, 2].map(() => new Serve());

  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
