// Stages as a table, each with the names of those it depends on: run in the order that follows from it.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Stage extends Work {
  out = new Path("out.json");

  constructor(readonly command: string) {
    super();
  }
  override async run(
    inputs: Readonly<Record<string, Path>>,
    parameters: Readonly<Record<string, number>>,
  ) {
    const read = Object.entries(inputs).map(
      async ([name, path]) => `${name}=${await readFile(path.local)}`,
    );
    await writeFile(
      this.out.local,
      `${this.command} ${await Promise.all(read)} ${JSON.stringify(parameters)}`,
    );
  }
}
const table = {
  prepare: { needs: [], parameters: { rows: 100 } },
  featurize: { needs: ["prepare"], parameters: { grams: 2 } },
  train: { needs: ["featurize"], parameters: { epochs: 3 } },
  evaluate: { needs: ["train", "featurize"], parameters: {} },
} as const satisfies Record<
  string,
  { needs: readonly string[]; parameters: Readonly<Record<string, number>> }
>;
type Name = keyof typeof table;
const names = ["prepare", "featurize", "train", "evaluate"] as const;

class Pipeline extends Flow {
  stages = Object.fromEntries(names.map((name) => [name, new Stage(`run ${name}`)])) as Record<
    Name,
    Stage
  >;

  override async run() {
    for (const name of names) {
      const { needs, parameters } = table[name];
      const inputs = Object.fromEntries(needs.map((need) => [need, this.stages[need].out]));
      await this.stages[name].run(inputs, parameters);
    }
  }
}

export default new App(new Pipeline());
