import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");
  log = new Path("log.txt");

  override async run() {
    await writeFile(this.log.local, "");
  }
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const inputsOf = (make: Make) => ({ file: make.file, log: make.log });
class Root extends Flow {
  make = new Make();
  use = new Use();

  override async run() {
    await this.make.run();
    await this.use.run(inputsOf(this.make));
  }
}

export default new App(new Root());
