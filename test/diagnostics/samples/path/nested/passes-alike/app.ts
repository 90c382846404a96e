// Names that begin alike, and the same name in two works.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  model = new Path("model");
  models = new Path("models");
  other = new Path("out/model");

  override async run() {
    for (const path of [this.model, this.models, this.other]) await writeFile(path.local, "");
  }
}
class Root extends Flow {
  one = new Make();
  two = new Make();

  override async run() {
    await Promise.all([this.one.run(), this.two.run()]);
  }
}

export default new App(new Root());
