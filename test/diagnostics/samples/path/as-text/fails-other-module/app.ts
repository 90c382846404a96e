import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { logLine } from "./log.ts";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Root extends Flow {
  make = new Make();

  override async run() {
    await this.make.run();
    logLine(this.make.file);
  }
}

export default new App(new Root());
