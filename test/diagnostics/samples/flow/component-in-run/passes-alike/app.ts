// Made where the app is built: as a field, by a helper, in a collection.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

const make = () => new Train();

class Root extends Flow {
  single = make();
  several = [new Train(), new Train()];

  override async run() {
    await this.single.run();
    for (const train of this.several) await train.run();
  }
}

export default new App(new Root());
