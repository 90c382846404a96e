import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    this.serve.start();
    console.log(`http://${this.serve.host}:${this.serve.port}`);
  }
}

export default new App(new Root());
