import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 0 });
  }
  override async run() {}
}
class Root extends Flow {
  services = [new Serve(), new Serve()];
  addresses: string[] = [];

  override async run() {
    this.addresses = this.services.map((serve) => serve.internalUrl);
    for (const serve of this.services) serve.start();
  }
}

export default new App(new Root());
