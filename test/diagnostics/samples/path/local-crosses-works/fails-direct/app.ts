import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("numbers.txt");

  override async run() {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Use extends Work {
  override async run(file: string) {
    console.log(file);
  }
}

class Root extends Flow {
  make = new Make();
  use = new Use();

  override async run() {
    await this.make.run();
    await this.use.run(this.make.file.local);
  }
}

export default new App(new Root());
