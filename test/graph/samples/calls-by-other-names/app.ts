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
  detached = new Use();
  bound = new Use();
  applied = new Use();
  named = new Use();
  chosen = new Use();
  perhaps = new Use();
  curried = new Use();
  thunk = new Use();
  override async run() {
    const work = Date.now() > 0 ? this.a : this.b;
    await work.run();
    await this.chosen.run(work.file);
    const { run } = this.detached;
    await run(this.a.file);
    await this.bound.run.bind(this.bound, this.a.file)();
    await this.applied.run.apply(this.applied, [this.a.file]);
    await this["named"]["run"](this.a.file);
    const some = Date.now() > 0 ? this.perhaps : undefined;
    await some?.run(this.a.other);
    const give = (to: Use) => (file: Path) => to.run(file);
    await give(this.curried)(this.b.file);
    for (const later of [() => this.thunk.run(this.b.other)]) await later();
  }
}

export default new App(new Root());
