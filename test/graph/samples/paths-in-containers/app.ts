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
class Box {
  #content: Path;
  constructor(content: Path) {
    this.#content = content;
  }
  open() {
    return this.#content;
  }
}
let stash: Path | undefined;
class Root extends Flow {
  a = new Make();
  inBox = new Use();
  inMap = new Use();
  inSymbol = new Use();
  byGetter = new Use();
  changedAfter = new Use();
  stashed = new Use();
  thrown = new Use();
  given = new Use();
  get input() {
    return { nested: [{ file: this.a.file }] };
  }
  *both() {
    yield this.a.file;
    yield this.a.other.join("part");
  }
  override async run() {
    await this.a.run();
    await this.inBox.run(new Box(this.a.file).open());
    const map = new Map([["x", this.a.file]]).set("y", this.a.other);
    for (const [name, file] of map) await this.inMap.run(name, file);
    const key = Symbol("key");
    await this.inSymbol.run({ [key]: this.a.file }[key]);
    await this.byGetter.run(this.input);
    const list: Path[] = [this.a.file];
    this.changedAfter.start(list);
    list.length = 0;
    stash = this.a.other;
    await this.unstash();
    try {
      throw { file: this.a.file };
    } catch (error) {
      await this.thrown.run(error);
    }
    for (const file of this.both()) await this.given.run(file);
  }
  async unstash() {
    await this.stashed.run(stash);
  }
}

export default new App(new Root());
