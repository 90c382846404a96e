import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

const below = (path: Path, name: string) => path + "/" + name;
class Make extends Work {
  folder = new Path("out");

  override async run() {
    await writeFile(below(this.folder, "a.txt"), "");
    await writeFile(this.folder.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
