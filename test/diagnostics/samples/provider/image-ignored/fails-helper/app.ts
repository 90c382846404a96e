import { App, Flow, Work } from "thunderhead";

const built = (name: string, version = "latest") => ({ image: `ghcr.io/lab/${name}:${version}` });

class Train extends Work {
  constructor(name: string) {
    super({ build: built(name, "2.8") });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train("vision");

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
