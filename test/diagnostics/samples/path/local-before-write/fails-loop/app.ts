import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { exists } from "./files.ts";

class Train extends Work {
  parts = [new Path("a"), new Path("b")];

  override async run() {
    for (const part of this.parts) {
      if (!(await exists(part.local))) await writeFile(part.local, "");
    }
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
