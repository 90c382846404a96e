import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run() {
    await writeFile(this.file.local, "");
    return { at: `${this.file.local}/part` };
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

  override async run() {
    const { at } = await this.make.run();
    await this.use.run(at);
  }
}

export default new App(new Root());
