import { readFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";
import { words } from "./lib/words.ts";

class Count extends Work {
  file = words;

  override async run() {
    return (await readFile(this.file, "utf8")).length;
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
