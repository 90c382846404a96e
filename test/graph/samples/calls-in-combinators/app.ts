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
  all = new Use();
  race = new Use();
  any = new Use();
  settled = new Use();
  helped = new Use();
  last = new Use();
  override async run() {
    const [one, two] = await Promise.all([this.a.run(), this.b.run()]);
    await this.all.run(one, [two]);
    await this.race.run(await Promise.race([this.a.run(1), this.b.run(1)]));
    await this.any.run(await Promise.any([this.a.run(2), this.b.run(2)]));
    for (const result of await Promise.allSettled([this.a.run(3), this.prepare()]))
      if (result.status === "fulfilled") await this.settled.run(result.value);
    await this.last.run();
  }
  async prepare() {
    await this.helped.run(this.b.other);
    return this.b.other;
  }
}

export default new App(new Root());
