// Failures that are looked at: another way, a report, a failure of its own.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work, WorkFailed } from "thunderhead";

class Primary extends Work {
  out = new Path("out.txt");

  override async run(source: string) {
    if (source.startsWith("bad")) throw new Error("cannot read it");
    await writeFile(this.out.local, source);
    return source.length;
  }
}
class Fallback extends Work {
  out = new Path("out.txt");

  override async run(source: string) {
    await writeFile(this.out.local, `fallback for ${source}`);
    return -1;
  }
}
class Use extends Work {
  override async run(file: Path) {
    return (await readFile(file.local, "utf8")).length;
  }
}
class Root extends Flow {
  primary = new Primary();
  fallback = new Fallback();
  use = new Use();

  async produce(source: string): Promise<Path> {
    try {
      await this.primary.run(source);
      return this.primary.out;
    } catch (error) {
      console.warn(error instanceof WorkFailed ? error.reason : error);
      await this.fallback.run(source);
      return this.fallback.out;
    }
  }
  override async run() {
    const file = await this.produce("good.csv");
    const size = await this.use.run(file);
    if (size === 0) this.fail("nothing came out");
  }
}

export default new App(new Root());
