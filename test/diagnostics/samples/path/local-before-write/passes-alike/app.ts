// Restored first, written first, read from `previous`; and Paths of others, which are there.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Train extends Work {
  checkpoint = new Path("checkpoint.pt");
  log = new Path("log.txt");
  stats = new Path("stats.json");

  override async run(data: Path) {
    if (existsSync(data.local)) console.log("data is here");
    if (await this.checkpoint.restore()) console.log(await readFile(this.checkpoint.local, "utf8"));
    await writeFile(this.log.local, "begin");
    console.log(await readFile(this.log.local, "utf8"));
    const before = this.stats.previous;
    if (before !== null && existsSync(before)) console.log(await readFile(before, "utf8"));
    await writeFile(this.checkpoint.local, "");
    await writeFile(this.stats.local, "{}");
  }
}
class Root extends Flow {
  make = new Make();
  train = new Train();

  override async run() {
    await this.make.run();
    await this.train.run(this.make.file);
  }
}

export default new App(new Root());
