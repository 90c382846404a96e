import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Reader extends Work {
  constructor(readonly input: Path) {
    super();
  }
  override async run() {
    console.log(await readFile(this.input.local, "utf8"));
  }
}
class Root extends Flow {
  make = new Make();
  reader = new Reader(this.make.file);

  override async run() {
    await this.reader.run();
  }
}

export default new App(new Root());
