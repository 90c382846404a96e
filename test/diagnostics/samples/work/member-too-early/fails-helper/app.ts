import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

const placeOf = (make: Make) => make.file.local;
class Root extends Flow {
  make = new Make();
  place = placeOf(this.make);

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
