import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  override async run() {
    console.log(`listening on ${this.port}`);
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
