import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  status = "new";

  override async run() {
    this.status = "done";
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
