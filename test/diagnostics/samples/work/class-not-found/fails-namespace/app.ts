import { App, Flow, Work } from "thunderhead";

namespace Parts {
  export class Train extends Work {
    override async run() {}
  }
}

class Root extends Flow {
  train = new Parts.Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
