// Names of one's own, and of other packages' members.
import { App, Flow, Work } from "thunderhead";

class LightningWorkflow extends Work {
  override async run() {
    const notes = { LightningApp: "the one before" };
    return notes["LightningApp"];
  }
}
class Root extends Flow {
  train = new LightningWorkflow();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
