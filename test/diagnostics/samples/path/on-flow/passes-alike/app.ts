// Paths of works that a flow keeps, from its construction on or once they are written.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Root extends Flow {
  make = new Make();
  best = this.make.file;
  latest: Path | undefined;

  override async run() {
    await this.make.run();
    this.latest = this.make.file;
  }
}

export default new App(new Root());
