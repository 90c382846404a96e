import { writeFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";
import { model } from "./paths.ts";

class One extends Work {
  out = model;

  override async run() {
    await writeFile(this.out.local, "");
  }
}
class Two extends Work {
  out = model;

  override async run() {
    await writeFile(this.out.local, "");
  }
}
class Root extends Flow {
  one = new One();
  two = new Two();

  override async run() {
    await this.one.run();
    await this.two.run();
  }
}

export default new App(new Root());
