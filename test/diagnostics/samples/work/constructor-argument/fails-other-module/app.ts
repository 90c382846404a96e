import { App, Flow, Work } from "thunderhead";
import { started } from "./clock.ts";

class Train extends Work {
  constructor(readonly settings: { readonly at: number }) {
    super();
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train({ at: started });

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
