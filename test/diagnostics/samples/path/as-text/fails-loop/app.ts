import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  files = [new Path("a.txt"), new Path("b.txt")];

  override async run() {
    let list = "";
    for (const file of this.files) {
      await writeFile(file.local, "");
      list += `${file}\n`;
    }
    return list;
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
