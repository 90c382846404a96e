import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Pair extends Flow {
  a = new Train();
  b = this.a;

  override async run() {
    await this.a.run();
    await this.b.run();
  }
}

export default new App(new Pair());
