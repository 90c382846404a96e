import { App, Flow, Work } from "thunderhead";
import { folder } from "./folder.ts";

abstract class Base extends Work {
  folder = folder;

  override async run() {
    return this.folder.length;
  }
}
class Train extends Base {}
class Root extends Flow {
  trains = [new Train()];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
