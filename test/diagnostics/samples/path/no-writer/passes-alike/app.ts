// The writer is called through a helper, and starts only when a number says so: it may write.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("numbers.txt");

  override async run(count: number) {
    await writeFile(this.file.local, String(count));
  }
}

class Use extends Work {
  override async run(file: Path) {
    console.log(await readFile(file.local, "utf8"));
  }
}

class Root extends Flow {
  make = new Make();
  use = new Use();
  count = 3;

  override async run() {
    await this.prepare();
    await this.use.run(this.make.file);
  }

  async prepare() {
    if (this.count > 2) await this.make.run(this.count);
  }
}

export default new App(new Root());
