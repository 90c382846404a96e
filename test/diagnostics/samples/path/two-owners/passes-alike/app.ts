// References that a constructor or the flow hands over, and Paths made anew for each.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

const fresh = (name: string) => new Path(name);
class Reader extends Work {
  own = fresh("own.txt");

  constructor(readonly input: Path, readonly others: readonly Path[] = []) {
    super();
  }
  override async run() {
    await writeFile(this.own.local, await readFile(this.input.local, "utf8"));
  }
}
class Root extends Flow {
  make = new Make();
  one = new Reader(this.make.file, [this.make.file]);
  two = new Reader(this.make.file);

  override async run() {
    await this.make.run();
    await Promise.all([this.one.run(), this.two.run()]);
  }
}

export default new App(new Root());
