// The word elsewhere: an argument, a field, a setting of something else.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  parallel = true;

  constructor(readonly settings: { parallel: boolean }) {
    super({ displayName: "parallel" });
  }
  override async run(options: { parallel: boolean }) {
    return options.parallel && this.settings.parallel;
  }
}
class Root extends Flow {
  train = new Train({ parallel: false });

  override async run() {
    await this.train.run({ parallel: true });
  }
}

export default new App(new Root());
