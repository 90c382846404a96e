import { readFile } from "node:fs/promises";
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(_list: string) {}
}

class Root extends Flow {
  train = new Train();

  override async run() {
    const list = await readFile("/etc/datasets", "utf8");
    await this.train.run(list.trim());
  }
}

export default new App(new Root());
