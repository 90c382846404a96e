import { App, Flow, Work } from "thunderhead";

const image = (architecture: string) => `arm64v8/python-${architecture}`;
abstract class Built extends Work {
  constructor(options: { image: string }) {
    super({ build: options });
  }
}
class Train extends Built {
  constructor() {
    super({ image: image("slim") });
  }
  override async run() {}
}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
