// Regions, tenants, models, folds: five lists in each other, of none of which anybody knows how long it is.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

interface Model {
  readonly name: string;
  readonly folds: readonly { readonly seed: number; readonly rates: readonly number[] }[];
}
interface Region {
  readonly name: string;
  readonly tenants: readonly { readonly name: string; readonly models: readonly Model[] }[];
}

class Fold extends Work {
  weights = new Path("weights.bin");

  override async run(seed: number, rate: number) {
    await writeFile(this.weights.local, `${seed} ${rate}`);
    return seed * rate;
  }
}
class Merge extends Work {
  override async run(parts: readonly { readonly loss: number; readonly weights: Path }[]) {
    const texts = await Promise.all(
      parts.map(async ({ weights }) => readFile(weights.local, "utf8")),
    );
    const losses = parts.map(({ loss }) => loss).toSorted((a, b) => a - b);
    return (losses[0] ?? 0) + texts.length;
  }
}

class Root extends Flow {
  folds = new ComponentMap<Fold>({ max: 500 });
  merge = new Merge();
  regions: Region[] = [];
  best = 0;

  override async run() {
    const parts = await Promise.all(
      this.regions.map(async (region) => {
        const tenants = await Promise.all(
          region.tenants.map(async (tenant) => {
            const models = await Promise.all(
              tenant.models.map(async (model) => {
                const folds = await Promise.all(
                  model.folds.map(async ({ seed, rates }) =>
                    Promise.all(
                      rates.map(async (rate, at) => {
                        const key = [region.name, tenant.name, model.name, seed, at].join("-");
                        const fold = this.folds.create(key, Fold);
                        const loss = await fold.run(seed, rate);
                        return { loss, weights: fold.weights };
                      }),
                    ),
                  ),
                );
                return folds.flat();
              }),
            );
            return models.flat();
          }),
        );
        return tenants.flat();
      }),
    );
    if (parts.length > 0) this.best = await this.merge.run(parts.flat());
  }
  override configureCommands() {
    return { add: (region: Region) => void this.regions.push(region) };
  }
}

export default new App(new Root());
