// Parts of a flow that tell each other by an emitter of their own; nothing outlives a tick.
import { EventEmitter } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  part = new Path("part.txt");
  override async run(name: string) {
    await writeFile(this.part.local, name);
  }
}
class Collect extends Work {
  override async run(parts: readonly Path[]) {
    return Promise.all(parts.map(({ local }) => readFile(local, "utf8")));
  }
}
class Root extends Flow {
  makes = ["a", "b"].map(() => new Make());
  collect = new Collect();

  override async run() {
    const made: Path[] = [];
    const bus = new EventEmitter<{ made: [Path] }>();
    bus.on("made", (part) => made.push(part));
    for (const [index, make] of this.makes.entries()) {
      await make.run(`part ${index}`);
      bus.emit("made", make.part);
    }
    await this.collect.run(made);
  }
}

export default new App(new Root());
