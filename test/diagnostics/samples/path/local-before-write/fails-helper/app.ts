import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

async function load(file: string) {
  return JSON.parse(await readFile(file, "utf8"));
}
class Train extends Work {
  state = new Path("state.json");

  override async run() {
    const state = await load(this.state.local);
    await writeFile(this.state.local, JSON.stringify({ ...state, more: true }));
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
