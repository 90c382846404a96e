import { App, Flow, Work } from "thunderhead";

abstract class Built extends Work {
  constructor(image: string) {
    super({ build: { image, requirements: ["numpy"] } });
  }
}
class Train extends Built {
  constructor() {
    super("python:3.12");
  }
  override async run() {}
}
class Root extends Flow {
  trains = ["a", "b"].map(() => new Train());

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
