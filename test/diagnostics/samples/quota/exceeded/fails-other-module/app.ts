import { App, Flow } from "thunderhead";
import { Half } from "./services.ts";

class Root extends Flow {
  first = new Half(8000, 50);
  second = new Half(9000, 51);

  override async run() {
    await Promise.all([this.first.run(), this.second.run()]);
  }
}

export default new App(new Root());
