import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(rate: number) {
    console.log(rate);
  }
}
const train = new Train();

class Root extends Flow {
  override async run() {
    await train.run(0.1);
  }
}

export default new App(new Root());
