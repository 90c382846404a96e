import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Resuming extends Work {
  folder = new Path("state");

  async resume() {
    return readFile(`${this.folder.local}/epoch.txt`, "utf8");
  }
}
class Train extends Resuming {
  override async run() {
    const epoch = await this.resume();
    await writeFile(`${this.folder.local}/epoch.txt`, epoch + 1);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
