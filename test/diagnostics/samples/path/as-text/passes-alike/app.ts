// Its file, its name, something below it.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  folder = new Path("out");

  override async run() {
    await writeFile(`${this.folder.local}/a.txt`, "");
    await writeFile(this.folder.join("b").local + ".txt", `${this.folder.name}`);
    console.log(this.folder);
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
