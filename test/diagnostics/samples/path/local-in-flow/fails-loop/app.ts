import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Root extends Flow {
  makers = [new Make(), new Make()];
  places: string[] = [];

  override async run() {
    for (const make of this.makers) await make.run();
    this.places = this.makers.map(({ file }) => file.local);
  }
}

export default new App(new Root());
