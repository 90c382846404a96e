import { App, Flow } from "thunderhead";
import { one } from "./one.ts";

class Root extends Flow {
  value = one;

  override async run() {}
}

export default new App(new Root());
