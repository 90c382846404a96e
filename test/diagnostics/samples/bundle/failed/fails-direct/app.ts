import { App, Flow, Work } from "thunderhead";
import { greet } from "./greet.ts";

class Greet extends Work {
  override async run() {
    console.log(greet());
  }
}

class Root extends Flow {
  greet = new Greet();

  override async run() {
    await this.greet.run();
  }
}

export default new App(new Root());
