// Members that differ in their class, trained side by side; their Paths are voted on in one list.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Member extends Work {
  readonly model = new Path("model.json");
  abstract readonly family: string;

  override async run(fold: number) {
    await writeFile(this.model.local, JSON.stringify({ fold, family: this.family }));
    return this.model;
  }
}
class Forest extends Member {
  override readonly family: string = "forest";
}
class Deep extends Member {
  override readonly family: string = "deep";
}
class Vote extends Work {
  override async run(models: readonly Path[], weights: Readonly<Record<string, number>>) {
    const texts = await Promise.all(models.map(({ local }) => readFile(local, "utf8")));
    return texts.length * Object.values(weights).reduce((sum, one) => sum + one, 0);
  }
}
const makers = [() => new Forest(), () => new Deep(), () => new Forest()];

class Ensemble extends Flow {
  members: Member[] = makers.map((make) => make());
  vote = new Vote();

  override async run() {
    const models = await Promise.all(this.members.map((member, fold) => member.run(fold)));
    const weights = Object.fromEntries(
      this.members.map(({ family }, index) => [family, index + 1]),
    );
    await this.vote.run(models, weights);
  }
}

export default new App(new Ensemble());
