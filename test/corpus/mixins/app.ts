// Behaviour in layers: a logged, a timed and a retried work out of one.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { Logged, Timed } from "./layers.ts";

abstract class Base extends Work {
  runs = 0;
}
const Layered = Timed(Logged(Base));
class Extract extends Layered {
  rows = new Path("rows.txt");

  override async run(count: number) {
    this.log(`extracting ${count}`);
    await this.timed(async () => {
      await writeFile(this.rows.local, "row\n".repeat(count));
    });
    this.runs += 1;
    return this.seconds;
  }
}
class Root extends Flow {
  extract = new Extract();

  override async run() {
    const seconds = await this.extract.run(3);
    console.log(`took ${seconds}`, this.extract.lines.length);
  }
}

export default new App(new Root());
