import { App, Flow, Work } from "thunderhead";
import { shout } from "./words.ts";

class Speak extends Work {
  override async run() {
    return shout("hello");
  }
}
class Root extends Flow {
  speak = new Speak();

  override async run() {
    await this.speak.run();
  }
}

export default new App(new Root());
