// Writes more than a small disk holds, and says a lot beside it.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

export class Small extends Work {
  out = new Path("small.txt");
  override async run() {
    await writeFile(this.out.local, "small");
  }
}

export class Large extends Work {
  out = new Path("large.bin");
  said = 0;

  constructor() {
    super({ raiseException: true });
  }

  override async run(small: Path) {
    const text = await readFile(small.local, "utf8");
    await writeFile(this.out.local, Buffer.alloc(24 * 1024 * 1024, text));
    this.said = text.length;
  }
}

export class Root extends Flow {
  small = new Small();
  large = new Large();
  override async run() {
    await this.small.run();
    await this.large.run(this.small.out);
  }
}

export default new App(new Root());
