// The flow names both works; neither work names the flow.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class SourceFile extends Work {
  boringFile = new Path("boring_file.txt");

  override async run() {
    await writeFile(this.boringFile.local, "Hello there!");
  }
}

/* slice: SourceFile ServeFile */
export class ServeFile extends PythonScript {
  override async run(file: Path) {
    await this.exec(["--filepath", file.local]);
  }
}

export class Boring extends Flow {
  source = new SourceFile();
  serve = new ServeFile();
}

export default new App(new Boring());
