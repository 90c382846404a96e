// What was made of the same inputs is not made again: the key of a call is what it is made of.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

interface Recipe {
  readonly name: string;
  readonly columns: readonly string[];
}
const recipes: readonly Recipe[] = [
  { name: "wide", columns: ["a", "b", "c"] },
  { name: "narrow", columns: ["a"] },
];
const keyOf = ({ name, columns }: Recipe): string =>
  `${name}-${createHash("sha256").update(columns.join()).digest("hex").slice(0, 8)}`;

class Extract extends Work {
  table = new Path("table.csv");

  override async run({ columns }: Recipe) {
    await writeFile(this.table.local, columns.join());
  }
}
class Join extends Work {
  joined = new Path("joined.csv");

  override async run(tables: ReadonlyArray<readonly [string, Path]>) {
    const texts = await Promise.all(tables.map(([, path]) => readFile(path.local, "utf8")));
    await writeFile(this.joined.local, texts.join("\n"));
  }
}
class Root extends Flow {
  extracts = new ComponentMap<Extract>({ max: 5 });
  join = new Join();

  override async run() {
    const tables: [string, Path][] = [];
    for (const recipe of recipes) {
      const key = keyOf(recipe);
      const extract = this.extracts.get(key) ?? this.extracts.create(key, Extract);
      await extract.run(recipe);
      tables.push([key, extract.table]);
    }
    await this.join.run(tables);
  }
}

export default new App(new Root());
