import { App, asset, Flow, Work } from "thunderhead";

const data = (name: string) => asset(`./${name}.txt`);

class Train extends Work {
  all = ["a", "A"].map(data);

  override async run() {
    return this.all;
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
