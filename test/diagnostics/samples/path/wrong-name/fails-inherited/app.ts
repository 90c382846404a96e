import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Base extends Work {
  all: Path;

  constructor(place: string) {
    super();
    this.all = new Path(place);
  }
}
class Make extends Base {
  constructor() {
    super("./");
  }
  override async run() {
    await writeFile(this.all.local, "");
  }
}
class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
