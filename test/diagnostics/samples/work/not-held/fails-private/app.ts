import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}
class Root extends Flow {
  #train = new Train();
  eval = new Train();

  override async run() {
    await this.eval.run(0.1);
    await this.#train.run(0.1);
  }
}

export default new App(new Root());
