import { App, Flow, Work } from "thunderhead";

abstract class Named extends Work {
  get name() {
    return "my work";
  }
}
class Train extends Named {
  override async run() {}
}
class Root extends Flow {
  trains = [new Train(), new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
