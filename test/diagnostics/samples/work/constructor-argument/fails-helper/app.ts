import { App, Flow, Work } from "thunderhead";

const model = () => process.env["MODEL"] ?? "resnet18";
class Train extends Work {
  constructor(readonly model: string) {
    super();
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train(model());

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
