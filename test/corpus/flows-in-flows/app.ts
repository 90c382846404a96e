// A pipeline for each market, made by a factory, inside a flow that compares what they come to.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Fit extends Work {
  model = new Path("model.json");

  constructor(readonly market: string) {
    super({ displayName: `fit ${market}` });
  }
  override async run(prior?: Path) {
    const before = prior ? await readFile(prior.local, "utf8") : "";
    await writeFile(this.model.local, `${this.market} ${before}`);
    return this.market.length;
  }
}
class Market extends Flow {
  coarse: Fit;
  fine: Fit;

  constructor(name: string) {
    super();
    this.coarse = new Fit(`${name}-coarse`);
    this.fine = new Fit(`${name}-fine`);
  }
  override async run(prior?: Path) {
    await this.coarse.run(prior);
    const score = await this.fine.run(this.coarse.model);
    return { score, model: this.fine.model };
  }
}
class Compare extends Work {
  override async run(results: Readonly<Record<string, { score: number; model: Path }>>) {
    return Object.keys(results).length;
  }
}
class Root extends Flow {
  global = new Market("global");
  markets = { fr: new Market("fr"), de: new Market("de") };
  compare = new Compare();

  override async run() {
    const { model: prior } = await this.global.run();
    const [fr, de] = await Promise.all([this.markets.fr.run(prior), this.markets.de.run(prior)]);
    await this.compare.run({ fr, de });
  }
}

export default new App(new Root());
