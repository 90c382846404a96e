import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  all = new Path("out");
  best = new Path("out/best.txt");

  override async run() {
    await writeFile(this.best.local, "");
    await writeFile(this.all.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
