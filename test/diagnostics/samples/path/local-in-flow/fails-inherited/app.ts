import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

abstract class Shown extends Flow {
  make = new Make();
  place = "";

  remember() {
    const { local } = this.make.file;
    this.place = local;
  }
}
class Root extends Shown {
  override async run() {
    await this.make.run();
    this.remember();
  }
}

export default new App(new Root());
