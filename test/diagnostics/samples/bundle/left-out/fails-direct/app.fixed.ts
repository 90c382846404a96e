import { readFile } from "node:fs/promises";
import { App, Flow, Work, asset } from "thunderhead";

class Count extends Work {
  words = asset("data/words.txt");

  override async run() {
    return (await readFile(this.words, "utf8")).length;
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
