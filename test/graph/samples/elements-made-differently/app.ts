import { App, ComponentMap, Flow, Path, Work } from "thunderhead";
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
class Trial extends Work {
  model = new Path("model");
  constructor(readonly input: Path | undefined) {
    super();
  }
  override async run() {
    await writeFile(this.model.local, "");
  }
}
class Pair extends Flow {
  make = new Make();
  use = new Use();
  override async run(file: Path) {
    await this.use.run(await this.make.run(), file);
  }
}
class Root extends Flow {
  a = new Make();
  b = new Make();
  trials = new ComponentMap<Trial>({ max: 4 });
  pairs = new ComponentMap<Pair>({ max: 2 });
  best = new Use();
  round = 0;
  last: Path | undefined;
  override async run() {
    await this.a.run();
    await this.b.run();
    for (const file of [this.a.file, this.b.other]) {
      const trial = this.trials.create(`trial-${this.round}`, Trial, file);
      await trial.run();
    }
    await this.trials.create("again", Trial, this.last).run();
    for (const [, trial] of this.trials) this.last = trial.model;
    for (const trial of this.trials.values()) await this.best.run(trial.model);
    await this.pairs.create("one", Pair).run(this.a.other);
  }
}

export default new App(new Root());
