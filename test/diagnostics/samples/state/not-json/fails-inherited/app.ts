import { App, Flow, Work } from "thunderhead";

class Scaler {
  factor = 2;
}
abstract class Scaling extends Work {
  scaler = new Scaler();
}
class Train extends Scaling {
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
