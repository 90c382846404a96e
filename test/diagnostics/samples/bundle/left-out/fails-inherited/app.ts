import { readFileSync } from "node:fs";
import { App, Flow, Work } from "thunderhead";

abstract class Reader extends Work {
  abstract readonly file: string;

  override async run() {
    return readFileSync(this.file, "utf8").length;
  }
}
class Count extends Reader {
  readonly file = "words.txt";
}
class Root extends Flow {
  counts = [new Count()];

  override async run() {
    for (const count of this.counts) await count.run();
  }
}

export default new App(new Root());
