import { App, Flow, Work } from "thunderhead";

abstract class Ending extends Work {
  onInterrupt() {
    console.log("bye");
  }
}
class Train extends Ending {
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
