import { App, Flow } from "thunderhead";
import { Left } from "./left.ts";

class Root extends Flow {
  left = new Left();
  override async run() {}
}

export default new App(new Root());
