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
import { each } from "./library.ts";
class Root extends Flow {
  a = new Make();
  b = new Make();
  direct = new Use();
  held = new Use();
  filtered = new Use();
  override async run() {
    await this.a.run();
    await this.b.run();
    await each([this.a.file], (file) => this.direct.run(file));
    await each([], { done: () => this.held.run(this.b.file) });
    const jobs = [
      { to: this.filtered, file: this.a.other },
      { to: this.filtered, file: this.b.other },
    ];
    for (const { to, file } of jobs.filter(() => this.a.hasSucceeded)) await to.run(file);
  }
}

export default new App(new Root());
