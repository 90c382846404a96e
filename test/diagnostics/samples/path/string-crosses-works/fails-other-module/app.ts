import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";
import { modelFile } from "./files.ts";

class Make extends Work {
  override async run() {
    await writeFile(modelFile, "1 2 3");
  }
}
class Use extends Work {
  override async run() {
    console.log(await readFile("./model.bin", "utf8"));
  }
}
class Root extends Flow {
  make = new Make();
  use = new Use();

  override async run() {
    await this.make.run();
    await this.use.run();
  }
}

export default new App(new Root());
