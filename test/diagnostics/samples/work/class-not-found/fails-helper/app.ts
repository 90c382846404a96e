import { App, Flow, Work } from "thunderhead";

const make = () => {
  class Hidden extends Work {
    override async run() {}
  }
  return new Hidden();
};
class Root extends Flow {
  hidden = make();

  override async run() {
    await this.hidden.run();
  }
}

export default new App(new Root());
