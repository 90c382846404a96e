import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(readonly model: string) {
    super();
  }

  override async run() {
    console.log(this.model);
  }
}

class Root extends Flow {
  train = new Train(process.env["MODEL"] ?? "resnet18");

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
