import { appendFile, readFile, writeFile } from "node:fs/promises";
import { App, config, Flow, Path, Work } from "thunderhead";

const log = config.string("log");

export class Make extends Work {
  out = new Path("out.txt");
  made = 0;

  override async run(n: number) {
    await appendFile(log, `make ${n}\n`);
    await writeFile(this.out.local, `made ${n}`);
    this.made = n;
    return n * 10;
  }
}

export class Slow extends Work {
  override async run(file: Path) {
    await appendFile(log, `slow ${await readFile(file.local, "utf8")}\n`);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return "slept";
  }
}

export class Root extends Flow {
  make = new Make();
  slow = new Slow();
  total = 0;
  i = 0;
  slept: unknown = null;

  override async run() {
    while (this.i < 3) {
      this.total += await this.make.run(this.i);
      this.i++;
    }
    this.slept = await this.slow.run(this.make.out);
  }
}

export default new App(new Root());
