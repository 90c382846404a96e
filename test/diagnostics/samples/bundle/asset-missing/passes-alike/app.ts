// Files, folders, pages; beside the file that names them.
import { readFile } from "node:fs/promises";
import { App, asset, Flow, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";
import { words } from "./lib/words.ts";

class Count extends Work {
  folder = asset("data/");
  file = words;

  override async run() {
    return (await readFile(`${this.folder}/words.txt`, "utf8")).length + this.file.length;
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
  override configureLayout() {
    return new StaticWeb("page");
  }
}

export default new App(new Root());
