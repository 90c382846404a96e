import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { place } from "./place.ts";

class Train extends Work {
  model = new Path(place);

  override async run() {
    await writeFile(this.model.local, "");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
