// Spelled as on the disk, capitals and all; a type that is gone once it has compiled.
import { readFile } from "node:fs/promises";
import { App, asset, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { Train } from "./Works/Train";
import type { Rate } from "./Works/RATES.ts";

class Score extends Work {
  words = asset("DATA/Words.txt");

  override async run(rate: Rate) {
    return (await readFile(this.words, "utf8")).length * rate;
  }
}
class Serve extends PythonScript {
  constructor() {
    super({ script: "Scripts/Serve.py" });
  }
}
class Root extends Flow {
  train = new Train();
  score = new Score();
  serve = new Serve();

  override async run() {
    await this.train.run();
    await this.score.run(2);
    await this.serve.run();
  }
}

export default new App(new Root());
