// Works of one factory, each bound to a name at the top of the module.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

function featurizer<const Name extends string>(name: Name, width: number) {
  return class extends Work {
    readonly feature: Name = name;
    vectors = new Path(`${name}.vec`);

    override async run(texts: readonly string[]) {
      const rows = texts.map((text) => `${text.length % width}`);
      await writeFile(this.vectors.local, rows.join("\n"));
      return rows.length;
    }
  };
}
const Words = featurizer("words", 300);
const Letters = featurizer("letters", 26);
class Join extends Work {
  override async run(left: Path, right: Path) {
    const [a, b] = await Promise.all([left, right].map(({ local }) => readFile(local, "utf8")));
    return (a ?? "").length + (b ?? "").length;
  }
}
class Root extends Flow {
  words = new Words();
  letters = new Letters();
  join = new Join();

  override async run() {
    const texts = ["one", "two"];
    const [words, letters] = await Promise.all([this.words.run(texts), this.letters.run(texts)]);
    if (words === letters) await this.join.run(this.words.vectors, this.letters.vectors);
  }
}

export default new App(new Root());
