// Everything that an account may bring, and a work of each kind that touches it.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Mount, Path, secret, Work } from "thunderhead";

class Train extends Work {
  model = new Path("model.pt");
  constructor() {
    super({
      cloudCompute: new CloudCompute("gpu", { mounts: [new Mount("s3://corpus/images/")] }),
      env: { HF_TOKEN: secret("HF_TOKEN") },
    });
  }
  override async run() {
    await writeFile(this.model.local, "weights");
  }
}

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run(_model: Path) {}
}

class Root extends Flow {
  train = new Train();
  serve = new Serve();
  override async run() {
    await this.train.run();
    await this.serve.run(this.train.model);
  }
}

export default new App(new Root());
