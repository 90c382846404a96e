import { writeFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";

abstract class Writer extends Work {
  file = "out.txt";

  override async run() {
    await writeFile(this.file, "");
  }
}
class Make extends Writer {}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  makers = [new Make()];
  use = new Use();

  override async run() {
    for (const make of this.makers) {
      await make.run();
      await this.use.run(make.file);
    }
  }
}

export default new App(new Root());
