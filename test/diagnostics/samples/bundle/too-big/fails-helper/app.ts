import { App, asset, Flow, Work } from "thunderhead";

const model = (name: string) => asset(`models/${name}`);
class Train extends Work {
  constructor(readonly model: string) {
    super();
  }
  override async run() {
    return this.model.length;
  }
}
class Root extends Flow {
  train = new Train(model("base"));

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
