import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(readonly seed: number) {
    super();
  }
  override async run() {}
}
class Root extends Flow {
  trains = ["a", "b"].map(() => new Train(Math.random()));

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
