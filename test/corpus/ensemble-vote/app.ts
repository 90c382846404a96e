// Models of different kinds behind one interface, and a vote over what they say.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

abstract class Model extends Work {
  weights = new Path("weights.json");
  abstract fit(rows: readonly number[]): number;

  override async run(rows: readonly number[]) {
    const weight = this.fit(rows);
    await writeFile(this.weights.local, JSON.stringify({ kind: this.constructor.name, weight }));
    return weight;
  }
}
class Mean extends Model {
  fit(rows: readonly number[]) {
    return rows.reduce((sum, row) => sum + row, 0) / rows.length;
  }
}
class Median extends Model {
  fit(rows: readonly number[]) {
    return rows.toSorted((a, b) => a - b)[Math.floor(rows.length / 2)] ?? 0;
  }
}
class Last extends Model {
  fit(rows: readonly number[]) {
    return rows.at(-1) ?? 0;
  }
}
class Vote extends Work {
  override async run(models: Readonly<Record<string, Path>>, rows: readonly number[]) {
    const weights = await Promise.all(
      Object.values(models).map(async (path) => JSON.parse(await readFile(path.local, "utf8"))),
    );
    return weights.length * rows.length;
  }
}
class Root extends Flow {
  models = { mean: new Mean(), median: new Median(), last: new Last() };
  vote = new Vote();

  override async run() {
    const rows = [3, 1, 2];
    await Promise.all(Object.values(this.models).map((model) => model.run(rows)));
    const paths = Object.fromEntries(
      Object.entries(this.models).map(([name, { weights }]) => [name, weights]),
    );
    await this.vote.run(paths, rows);
  }
}

export default new App(new Root());
