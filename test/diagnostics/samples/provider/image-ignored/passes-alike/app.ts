// An image that is data, and what is installed on the machine itself.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  image = "python:3.12";
  constructor() {
    super({ build: { requirements: ["numpy"] }, env: { IMAGE: "python:3.12" } });
  }
  override async run() {
    return this.image;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
