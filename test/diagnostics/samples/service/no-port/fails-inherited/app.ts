import { App, Flow, Work } from "thunderhead";

abstract class Server extends Work {
  get address() {
    return `http://0.0.0.0:${this.port}`;
  }
}
class Serve extends Server {
  override async run() {
    return this.address;
  }
}
class Root extends Flow {
  services = [new Serve(), new Serve()];

  override async run() {
    for (const serve of this.services) await serve.run();
  }
}

export default new App(new Root());
