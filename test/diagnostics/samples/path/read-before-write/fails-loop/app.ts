import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Rounds extends Flow {
  make = new Make();
  use = new Use();

  override async run() {
    for (const round of ["first", "second"]) {
      await this.use.run(this.make.file, round);
      await this.make.run(round);
    }
  }
}
class Root extends Rounds {}

export default new App(new Root());
