import { App } from "thunderhead";
import { Commanded } from "./commanded.ts";

class Root extends Commanded {
  override async run() {
    await this.use.run();
  }
}

export default new App(new Root());
