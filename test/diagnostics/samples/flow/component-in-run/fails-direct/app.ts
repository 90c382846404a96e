import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  override async run() {
    const train = new Train();
    await train.run();
  }
}

export default new App(new Root());
