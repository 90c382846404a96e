import { App, asset, Flow, Work } from "thunderhead";

class Train extends Work {
  words = asset("data/words.txt");
  others = asset("data/Words.txt");

  override async run() {
    return [this.words, this.others];
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
