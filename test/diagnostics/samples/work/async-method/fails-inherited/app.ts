import { App, Flow, Work } from "thunderhead";

abstract class Base extends Work {
  async report() {
    return "fine";
  }
}
class Train extends Base {
  override async run() {}
}
class Root extends Flow {
  train = new Train();
  verdict = "";

  override async run() {
    await this.train.run();
    this.verdict = await this.train.report();
  }
}

export default new App(new Root());
