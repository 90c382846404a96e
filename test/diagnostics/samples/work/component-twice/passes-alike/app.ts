// Two of one class, and one that a private field and a local name mention again.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Pair extends Flow {
  a = new Train();
  b = new Train();
  #favourite = this.a;

  override async run() {
    const { b } = this;
    await this.#favourite.run();
    await b.run();
  }
}

export default new App(new Pair());
