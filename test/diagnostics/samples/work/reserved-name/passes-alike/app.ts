// Names that are near, hooks, private and static ones, and those of other classes.
import { App, Flow, Work } from "thunderhead";

class Tracker {
  name = "tracker";
  status = "idle";
}
class Train extends Work {
  static status = "static";
  #status = "private";
  _status = "hidden";
  statusText = "";
  step = 0;

  override async run() {
    this.statusText = this.#status + new Tracker().name;
  }
  override onInterrupt() {}
}
class Root extends Flow {
  train = new Train();
  port = 3;

  override async run() {
    await this.train.run();
  }
  override configureLayout() {
    return { name: "Train", content: this.train };
  }
}

export default new App(new Root());
