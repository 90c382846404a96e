import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Base extends Work {
  logs = new Path("logs");
}
class Make extends Base {
  errors = new Path("logs/errors.txt");

  override async run() {
    for (const path of [this.logs, this.errors]) await writeFile(path.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
