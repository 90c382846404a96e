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
  a = new Make();
  b = new Make();
  c = new Use();
  d = new Use();
  e = new Use();
  override async run() {
    await this.a.run().then((file) => this.c.run(file));
    const made = this.b.run();
    await this.d.run();
    await made.then(
      (file) => this.e.run(file),
      () => this.e.run(this.a.other),
    );
  }
}

export default new App(new Root());
