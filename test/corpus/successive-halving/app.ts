// Rungs: the better trials go on to a longer run. Each rung is another call.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Trial extends Work {
  checkpoint = new Path("checkpoint.json");

  constructor(readonly rate: number) {
    super({ cacheCalls: true });
  }
  override async run(epochs: number) {
    const restored = await this.checkpoint.restore();
    const done: number = restored ? JSON.parse(await readFile(this.checkpoint.local, "utf8")) : 0;
    for (let epoch = done; epoch < epochs; epoch++) {
      await writeFile(this.checkpoint.local, JSON.stringify(epoch + 1));
      await this.checkpoint.publish();
    }
    return this.rate * epochs;
  }
}
class Root extends Flow {
  trials = [0.3, 0.1, 0.03, 0.01].map((rate) => new Trial(rate));
  threshold = 0;
  rung = 0;

  override async run() {
    while (this.rung < 3) {
      const epochs = 2 ** this.rung;
      const scores = await Promise.all(
        this.trials.map((trial) => (trial.rate * epochs >= this.threshold ? trial.run(epochs) : 0)),
      );
      this.threshold = Math.max(...scores) / 2;
      this.rung++;
    }
  }
}

export default new App(new Root());
