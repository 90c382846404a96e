// A sweep whose trials come from a command; each trains in rungs, and is given up where others are better.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

interface Setting {
  readonly rate: number;
  readonly layers: readonly number[];
}
interface Rung {
  readonly steps: number;
  readonly loss: number;
}

class Trial extends Work {
  weights = new Path("weights.bin");

  override async run(setting: Setting, steps: number) {
    await this.weights.restore();
    const before = await readFile(this.weights.local, "utf8").catch(() => "");
    await writeFile(this.weights.local, `${before}${setting.rate}:${steps}`);
    const width = setting.layers.reduce((sum, layer) => sum + layer, 0);
    return { steps, loss: 1 / (width * steps * setting.rate) } satisfies Rung;
  }
}
class Publish extends Work {
  best = new Path("best.bin");

  override async run(weights: Path, history: readonly Rung[]) {
    const content = await readFile(weights.local, "utf8");
    await writeFile(this.best.local, `${content} after ${history.length}`);
  }
}

const rungs = [1, 4, 16] as const;
const keyOf = ({ rate, layers }: Setting) => `rate-${rate * 1000}-${layers.join("-")}`;

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 32 });
  publish = new Publish();
  settings: Setting[] = [{ rate: 0.1, layers: [8, 8] }];
  best = Number.MAX_VALUE;

  override async run() {
    const results = await Promise.all(
      this.settings.map(async (setting) => {
        const trial = this.trials.create(keyOf(setting), Trial);
        const history: Rung[] = [];
        for (const steps of rungs) {
          const rung = await trial.run(setting, steps);
          history.push(rung);
          const falling = history.every(
            (one, at) => at === 0 || one.loss < (history[at - 1]?.loss ?? 0),
          );
          if (!falling || rung.loss > 2 * this.best) break;
        }
        return { trial, history };
      }),
    );
    const finished = results.filter(({ history }) => history.length === rungs.length);
    const ranked = finished.toSorted(
      (a, b) => (a.history.at(-1)?.loss ?? 0) - (b.history.at(-1)?.loss ?? 0),
    );
    const [winner] = ranked;
    if (winner === undefined) return;
    this.best = Math.min(...finished.flatMap(({ history }) => history.map(({ loss }) => loss)));
    await this.publish.run(winner.trial.weights, winner.history);
  }
  override configureCommands() {
    return {
      add: (setting: Setting) => {
        if (!this.settings.some((one) => keyOf(one) === keyOf(setting)))
          this.settings.push(setting);
      },
    };
  }
}

export default new App(new Sweep());
