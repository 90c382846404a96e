import { App, Flow } from "thunderhead";
import { shuffle } from "no-such-package-here";

class Root extends Flow {
  order = shuffle;

  override async run() {}
}

export default new App(new Root());
