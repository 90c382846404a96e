import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  load = async () => "data";

  override async run() {}
}
async function prepare(train: Train) {
  return train.load();
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await prepare(this.train);
    await this.train.run();
  }
}

export default new App(new Root());
