// Spread maps, entries of them, plain objects, Paths and Drives.
import { writeFile } from "node:fs/promises";
import { App, Drive, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  make = new Make();
  use = new Use();
  drive = new Drive("notes");

  override async run() {
    const rates = new Map([["low", 0.1]]);
    await this.make.run();
    await this.use.run([...rates], Object.fromEntries(rates), [...new Set([1, 1])], undefined);
    await this.use.run({ file: this.make.file, drive: this.drive, none: null, deep: [[{}]] });
  }
}

export default new App(new Root());
