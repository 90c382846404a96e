import { App, asset, Flow, Work } from "thunderhead";
import { labels } from "./labels.ts";

abstract class Labelled extends Work {
  labels = labels;
}
class Train extends Labelled {
  others = asset("LABELS.csv");

  override async run() {
    return [this.labels, this.others];
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
