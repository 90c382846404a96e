// One producer, two consumers, in flows of their own; the last one makes something again.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Features extends Work {
  table = new Path("features.parquet");
  override async run() {
    await writeFile(this.table.local, "…");
  }
}

class Train extends Work {
  model = new Path("model.bin");
  override async run(_table: Path) {
    await writeFile(this.model.local, "…");
  }
}

class Score extends Work {
  override async run(_table: Path, _model: Path) {
    return 0.5;
  }
}

class Models extends Flow {
  train = new Train({ cloudCompute: new CloudCompute("cpu") });
  score = new Score();

  override async run(table: Path) {
    await this.train.run(table);
    await this.score.run(table, this.train.model);
  }
}

class Root extends Flow {
  features = new Features();
  models = new Models();

  override async run() {
    await this.features.run();
    await this.models.run(this.features.table);
  }
}

export default new App(new Root());
