import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

const shared = new Path("shared.txt");
class Make extends Work {
  files = [1, 2].map(() => shared);

  override async run() {
    await writeFile(shared.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
