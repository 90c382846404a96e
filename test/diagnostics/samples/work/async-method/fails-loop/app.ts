import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  async evaluate() {
    return 0.9;
  }
  override async run() {}
}
class Root extends Flow {
  trains = { low: new Train(), high: new Train() };

  override async run() {
    await Promise.all(Object.values(this.trains).map((train) => train.evaluate()));
  }
}

export default new App(new Root());
