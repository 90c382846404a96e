// Asked for by works; the flow keeps and compares the Paths themselves.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Use extends Work {
  override async run(file: Path) {
    return (await readFile(file.local, "utf8")).length;
  }
}
class Root extends Flow {
  make = new Make();
  use = new Use();
  file: Path | undefined;

  override async run() {
    await this.make.run();
    this.file = this.make.file;
    const length = await this.use.run(this.file);
    console.log(this.make.file.name, this.make.file.size, length);
  }
}

export default new App(new Root());
