import { App, Flow, Work } from "thunderhead";
import { models } from "./requirements.ts";

class Serve extends Work {
  constructor() {
    super({ port: 8000, build: { requirements: models }, health: { grace: "0.25m" } });
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
