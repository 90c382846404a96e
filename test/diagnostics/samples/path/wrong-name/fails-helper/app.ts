import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

const shared = (name: string) => `../shared/${name}`;
class Make extends Work {
  file = new Path(shared("file.txt"));

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
