import { readFile } from "node:fs/promises";
import { App, asset, Flow, Work } from "thunderhead";

const data = (name: string) => asset(`./data/${name}.txt`);

class Train extends Work {
  words = data("Words");

  override async run() {
    await readFile(this.words, "utf8");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
