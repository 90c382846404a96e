import { App, Flow, Work } from "thunderhead";

const count = () => new Map([["words", 3]]);
class Count extends Work {
  override async run() {
    return count();
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    await this.count.run();
  }
}

export default new App(new Root());
