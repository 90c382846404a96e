import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();
  address = this.serve.url;

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
