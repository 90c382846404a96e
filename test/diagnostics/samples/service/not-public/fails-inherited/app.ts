import { App, Flow, Work } from "thunderhead";

abstract class Open extends Work {
  constructor(port?: number) {
    super({ port, public: true });
  }
}
class Serve extends Open {
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
