import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}
abstract class Trained extends Flow {
  static trainers = [new Train()];

  protected async train(rate: number) {
    for (const one of Trained.trainers) await one.run(rate);
  }
}
class Root extends Trained {
  override async run() {
    await this.train(0.1);
  }
}

export default new App(new Root());
