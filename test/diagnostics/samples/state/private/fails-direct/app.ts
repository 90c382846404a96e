import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  private attempts = 0;

  override async run() {
    this.attempts++;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
