import { App, Flow, Path, Work } from "thunderhead";

abstract class Trainer extends Work {
  model = new Path("model.pt");
  abstract train(): Promise<void>;

  override async run() {
    await this.train();
  }
}
class Train extends Trainer {
  async train() {
    console.log("nothing to save");
  }
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  train = new Train();
  use = new Use();

  override async run() {
    await this.train.run();
    await this.use.run(this.train.model.join("part"));
  }
}

export default new App(new Root());
