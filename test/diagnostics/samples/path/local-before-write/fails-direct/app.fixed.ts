import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  checkpoint = new Path("checkpoint.pt");

  override async run() {
    await this.checkpoint.restore();
    if (existsSync(this.checkpoint.local)) console.log("going on");
    await writeFile(this.checkpoint.local, "");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
