// Fields by every name and in every shape; a map of what fields hold; others of the same class.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}
const first = new Train();

class Root extends Flow {
  first = first;
  _second = new Train();
  private third = new Train();
  more = { all: [new Train(), new Train()] };
  #byRate = new Map([
    [0.1, this.first],
    [0.2, this._second],
  ]);
  #unused = new Map([[1, this.third]]);

  override async run() {
    for (const [rate, train] of this.#byRate) await train.run(rate);
    for (const train of this.more.all) await train.run(0.3);
    await this.#unused.get(1)?.run(0.4);
  }
}

export default new App(new Root());
