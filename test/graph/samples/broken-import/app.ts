import { App, Flow } from "thunderhead";
import { Train } from "./trian.ts";
import { Other } from "thunderhaed";

class Root extends Flow {
  train = new Train();
  other = new Other();
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
