// The same name in two folders, the same file twice, names that differ in more than case.
import { App, asset, Flow, Work } from "thunderhead";

class Train extends Work {
  one = asset("one/words.txt");
  twice = asset("one/words.txt");
  other = asset("two/Words.txt");
  more = asset("two/words-2.txt");

  override async run() {
    return [this.one, this.twice, this.other, this.more];
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
