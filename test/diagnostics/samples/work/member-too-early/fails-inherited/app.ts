import { App, Flow, Work } from "thunderhead";

abstract class Named extends Work {
  label: string;

  constructor() {
    super();
    this.label = `work ${this.name}`;
  }
}
class Train extends Named {
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
