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
/** What either side may hand over, both are said to: an edge too many, never one too few. */
class Root extends Flow {
  a = new Make();
  b = new Make();
  reads = new Use();
  machine = new Use();
  state = 0;
  kept: Path | undefined;
  override async run() {
    await this.a.run();
    await this.b.run();
    let file = this.a.file;
    if (this.a.hasFailed) file = this.b.file;
    for (const next of [this.a.other, this.b.other]) if (this.b.hasFailed) file = next;
    await this.reads.run(file);
    switch (this.state) {
      case 0:
        this.kept = this.a.file;
        this.state = 1;
        break;
      case 1:
        await this.machine.run(this.kept);
        this.kept = this.b.other;
        this.state = 2;
        break;
      default:
        await this.machine.run(this.kept, 2);
    }
  }
}

export default new App(new Root());
