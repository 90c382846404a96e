import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Inner extends Flow {
  make = new Make();
  parts: Path[] = [];

  constructor() {
    super();
    for (const name of ["a", "b"]) this.parts.push(new Path(name));
  }
  override async run() {
    await this.make.run();
  }
}
class Root extends Flow {
  inner = new Inner();

  override async run() {
    await this.inner.run();
  }
}

export default new App(new Root());
