import { App, Flow, Work } from "thunderhead";

abstract class Base extends Work {
  constructor(options: object) {
    super(options);
  }
}
class Train extends Base {
  constructor() {
    super({ start_with_flow: true });
  }
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
