// Private, hidden, functions, local; plain data, Paths, Drives and what describes the app.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, ComponentMap, Drive, Flow, Path, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

class Scaler {
  factor = 2;
}
class Train extends Work {
  #seen = new Set<string>();
  _scaler = new Scaler();
  shape = { layers: [1, 2], name: "net", nothing: null };
  model = new Path("model.pt");
  drive = new Drive("notes");
  square = (x: number) => x * x;

  override async run() {
    const cache = new Map<string, number>();
    cache.set("a", this.square(this._scaler.factor));
    this.#seen.add("a");
    await writeFile(this.model.local, "");
  }
}
class Root extends Flow {
  compute = new CloudCompute("cpu");
  train = new Train();
  more = [new Train()];
  maps = new ComponentMap<Train>({ max: 2 });
  page = new StaticWeb("page");

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
