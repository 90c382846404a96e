import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Train extends Work {
  models = [new Path("a.pt"), new Path("b.pt")];
  best?: Path;
  override async run(round: number) {
    for (const model of this.models) await writeFile(model.local, String(round));
    this.best = this.models[round % 2];
    return { chosen: this.models[0], files: this.models };
  }
}
class Use extends Work {
  override async run(file: unknown) {
    void file;
  }
}

class Root extends Flow {
  train = new Train();
  serve = new Use();
  archive = new Use();
  report = new Use();
  current: Path | undefined;
  round = 0;

  override async run() {
    while (this.round < 3) {
      const { chosen } = await this.train.run(this.round);
      if (this.current) await this.archive.run({ previous: [this.current] });
      this.current = chosen;
      this.round++;
    }
    await this.serve.run(this.train.best);
    await this.report.run({ nested: [{ file: this.train.models[1]?.join("weights") }] });
  }
}

export default new App(new Root());
