import { App, Flow } from "thunderhead";
import { keys } from "./keys.ts";

class Root extends Flow {
  override async run() {
    if (this.once(keys.begin)) console.log("first");
    if (this.once("begin")) console.log("second");
  }
}

export default new App(new Root());
