import { App, Flow, Work } from "thunderhead";
import { readFileSync } from "node:fs";

class Any extends Work {
  override async run() {}
}

const names: string[] = JSON.parse(readFileSync("names.json", "utf8"));

class Root extends Flow {
  works = names.map(() => new Any());
  byFlag = process.env["FAST"] ? new Any() : new Any({ port: 80 });
  fine = new Any();
  [process.argv[2] ?? "x"] = new Any();
  override async run() {
    for (const work of this.works) await work.run();
  }
}

export default new App(new Root());
