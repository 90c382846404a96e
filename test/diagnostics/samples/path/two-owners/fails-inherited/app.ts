import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Base extends Work {
  file = new Path("file.txt");
}
class Make extends Base {
  files = { main: this.file };

  override async run() {
    await writeFile(this.file.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
