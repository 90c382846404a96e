import { App, Flow, Work, ComponentMap } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  trains = new ComponentMap<Train>({ max: 1 });
  override async run() {
    const train = this.trains.create("train", Train);
    await train.run();
  }
}

export default new App(new Root());
