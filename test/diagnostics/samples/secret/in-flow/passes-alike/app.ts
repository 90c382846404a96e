// Read by works, through a helper too, or granted as environment.
import { App, Flow, secret, Work } from "thunderhead";

const read = async (name: string) => (await secret(name).value()).length;
class Train extends Work {
  constructor() {
    super({ env: { HF_TOKEN: secret("HF_TOKEN") } });
  }
  override async run() {
    return read("OTHER");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
