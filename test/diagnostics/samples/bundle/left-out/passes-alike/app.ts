// Brought along, made by the work itself, names of files that are not in the project.
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { App, asset, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Count extends Work {
  words = asset("data/words.txt");

  override async run() {
    await writeFile("scratch.txt", await readFile(this.words, "utf8"));
    return (await readFile("scratch.txt", "utf8")).length + readFileSync("/etc/hostname").length;
  }
}
class Script extends PythonScript {
  table = asset("data/table.csv");

  constructor() {
    super({ script: "count.py" });
  }
  override async run() {
    await this.exec([this.table]);
  }
}
class Root extends Flow {
  count = new Count();
  script = new Script();

  override async run() {
    await this.count.run();
    await this.script.run();
  }
}

export default new App(new Root());
