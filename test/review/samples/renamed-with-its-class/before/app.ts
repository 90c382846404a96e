import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

export class Prep extends Work {
  features = new Path("features");
  override async run() {
    await writeFile(this.features.local, "x");
  }
}

export class Clean extends Work {
  table = new Path("table");
  override async run() {
    await writeFile(this.table.local, "y");
  }
}

export class Train extends Work {
  model = new Path("model");
  override async run(features: Path, table: Path) {
    await writeFile(this.model.local, features.local + table.local);
  }
}

export class Serve extends Work {
  override async run(model: Path) {
    console.log(model.local, this.port);
  }
}

export class Study extends Flow {
  prep = new Prep();
  clean = new Clean({ cloudCompute: new CloudCompute("cpu-medium") });
  train = new Train({ cloudCompute: new CloudCompute("A100:8") });
  serve = new Serve({ port: 8080, cloudCompute: new CloudCompute("gpu") });

  override async run() {
    await Promise.all([this.prep.run(), this.clean.run()]);
    await this.train.run(this.prep.features, this.clean.table);
    await this.serve.run(this.train.model);
  }
}

export default new App(new Study());
