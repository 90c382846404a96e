import { writeFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";

const named = (name: string) => `results/${name}.csv`;
class Make extends Work {
  async save(name: string) {
    await writeFile(named(name), "a,b");
    return named(name);
  }
  override async run() {
    return this.save("scores");
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
    const file = await this.make.run();
    await this.use.run({ files: [file] });
  }
}

export default new App(new Root());
