import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Make extends Work {
  file = new Path("file.txt");
  other = new Path("other.txt");
  override async run(..._args: unknown[]) {
    await writeFile(this.file.local, "");
    await writeFile(this.other.local, "");
    return this.file;
  }
}
class Use extends Work {
  override async run(..._args: unknown[]) {}
}
class Root extends Flow {
  first = new Make();
  second = new Make();
  fallback = new Use();
  both = new Use();
  either = new Use();
  override async run() {
    // Over, however it ends; of a helper's calls nobody knows how many were made.
    await this.second.run();
    const file = await this.first.run().catch(() => this.second.other);
    await this.both.run(file);
    await Promise.allSettled([this.chain()]);
    await this.either.run();
    try {
      await this.second.run(2);
    } catch {
      await this.fallback.run(this.first.other);
    }
  }
  async chain() {
    await this.first.run(1);
    await this.second.run(1);
  }
}

export default new App(new Root());
