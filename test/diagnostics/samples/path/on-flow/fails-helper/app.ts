import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

const results = () => ({ table: new Path("table.csv") });
class Root extends Flow {
  make = new Make();
  out = results();

  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
