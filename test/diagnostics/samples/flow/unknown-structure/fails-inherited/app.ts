import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Base extends Work {
  out = new Path(`out/${process.env["RUN_NAME"]}.txt`);
}
class Train extends Base {
  override async run() {
    await writeFile(this.out.local, "");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
