import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { names } from "./names.ts";

class Make extends Work {
  model = new Path(names.model);
  weights = new Path("model.pt");

  override async run() {
    for (const path of [this.model, this.weights]) await writeFile(path.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
