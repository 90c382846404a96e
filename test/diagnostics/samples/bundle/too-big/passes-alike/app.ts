// Some megabytes, and big files that nobody names.
import { App, asset, Flow, Work } from "thunderhead";

class Train extends Work {
  data = asset("data/small.bin");

  override async run() {
    return this.data.length;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
