import { App, asset, Flow, Work } from "thunderhead";

class Train extends Work {
  folder = asset("DATA/");

  override async run() {
    return this.folder;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
