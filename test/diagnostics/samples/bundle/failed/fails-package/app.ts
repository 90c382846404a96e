import { App, Flow, Work } from "thunderhead";
import { say } from "talk";

class Speak extends Work {
  override async run() {
    return say("hello");
  }
}
class Root extends Flow {
  speak = new Speak();

  override async run() {
    await this.speak.run();
  }
}

export default new App(new Root());
