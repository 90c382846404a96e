import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

const show = (path: Path) => console.log(path.local);
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
    show(this.make.file);
  }
}

export default new App(new Root());
