// Folders, hidden files, dots in names, a place with a dot in front.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  files = [new Path("./out/a"), new Path(".hidden"), new Path("v1..2/model.tar.gz"), new Path("tmp/x")];

  override async run() {
    for (const file of this.files) await writeFile(file.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
