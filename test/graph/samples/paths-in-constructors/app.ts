import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Train extends Work {
  model = new Path("./model//weights.pt", { keep: 5, verify: "full" });
  override async run() {
    await writeFile(this.model.local, "");
  }
}
class Deploy extends Work {
  constructor(readonly file: Path) {
    super({ port: 8000 });
  }
  override async run() {}
}
class Late extends Work {
  input: Path | undefined;
  override async run() {}
}

class Root extends Flow {
  train = new Train();
  deploy = new Deploy(this.train.model);
  part = new Deploy(this.train.model.join("layers", "1").latest());
  late = new Late();

  constructor() {
    super();
    this.late.input = this.train.model;
  }

  override async run() {
    await this.train.run();
    await this.deploy.run();
    await this.late.run();
  }
}

export default new App(new Root());
