import { App, Flow } from "thunderhead";
import { build } from "./build.ts";

class Root extends Flow {
  built = build("night");

  override async run() {
    await this.built.run();
  }
}

export default new App(new Root());
