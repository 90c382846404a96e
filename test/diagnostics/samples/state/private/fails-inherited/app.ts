import { App, Flow, Work } from "thunderhead";

abstract class Counting extends Work {
  private count = 0;

  protected bump() {
    this.count += 1;
  }
}
class Train extends Counting {
  override async run() {
    this.bump();
  }
}
class Root extends Flow {
  trains = [new Train(), new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
