import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  parts = ["a", "b", "a"].map((name) => new Path(`parts/${name}`));

  override async run() {
    for (const path of this.parts) await writeFile(path.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
