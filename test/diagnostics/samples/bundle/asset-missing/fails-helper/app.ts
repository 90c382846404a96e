import { readFile } from "node:fs/promises";
import { App, asset, Flow, Work } from "thunderhead";

const data = (name: string) => asset(`data/${name}`);
class Count extends Work {
  constructor(readonly file: string) {
    super();
  }
  override async run() {
    return (await readFile(this.file, "utf8")).length;
  }
}
class Root extends Flow {
  count = new Count(data("words.csv"));

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
