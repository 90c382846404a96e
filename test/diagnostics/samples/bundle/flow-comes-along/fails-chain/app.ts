import { App, Flow, Work } from "thunderhead";
import { greet } from "./greet.ts";

export const greeting = "hello";
class Speak extends Work {
  override async run() {
    return greet();
  }
}
class Root extends Flow {
  speak = new Speak();

  override async run() {
    await this.speak.run();
  }
}

export default new App(new Root());
