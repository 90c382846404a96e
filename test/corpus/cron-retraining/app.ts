// Retraining by a schedule, an evaluation gate, and a promotion that happens once for each version.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  model = new Path("model.json");

  override async run(day: string) {
    await writeFile(this.model.local, JSON.stringify({ day }));
  }
}
class Evaluate extends Work {
  override async run(model: Path) {
    const { day } = JSON.parse(await readFile(model.local, "utf8"));
    return { passed: String(day).length > 0, accuracy: 0.93 };
  }
}
class Deploy extends Work {
  constructor() {
    super({ port: 9000, onNewCall: "replace" });
  }
  override async run(model: Path) {
    const text = await readFile(model.local, "utf8");
    const { createServer } = await import("node:http");
    createServer((_, response) => response.end(text)).listen(this.port, this.host);
    await new Promise(() => {});
  }
}
class Root extends Flow {
  train = new Train();
  evaluate = new Evaluate();
  deploy = new Deploy();
  history: Record<string, number> = {};

  override async run() {
    await this.every("30 4 * * mon-fri", async (due) => {
      await this.train.run(due);
      const { passed, accuracy } = await this.evaluate.run(this.train.model);
      this.history[due] = accuracy;
      if (passed) this.deploy.start(this.train.model);
    });
  }
}

export default new App(new Root());
