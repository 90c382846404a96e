import { App, Flow, Work } from "thunderhead";
class Score extends Work {
  constructor(readonly model: string, readonly weight = 1) {
    super();
  }
  override async run() {}
}

const models = ["resnet", "vit", "convnext"] as const;
const weights = { resnet: 1, vit: 2, convnext: 3 };

class Root extends Flow {
  list = models.map((model) => new Score(model));
  byName = Object.fromEntries(models.filter((one) => one !== "vit").map((one) => [one, new Score(one, weights[one])]));
  pairs = Object.entries(weights).flatMap(([name, weight]) => (weight > 1 ? [new Score(name, weight)] : []));
  grid = Array.from({ length: 2 }, (_, row) => Array.from({ length: 2 }, (_, column) => new Score(`${row}-${column}`)));
  nested = { deep: { deeper: [new Score("deep")] } };

  override async run() {
    await Promise.all(this.list.map((score) => score.run()));
    for (const score of Object.values(this.byName)) await score.run();
    for (const [index, score] of this.pairs.entries()) if (index < 1) await score.run();
  }
}

export default new App(new Root());
