import { App, Flow } from "thunderhead";
import { worker } from "./workers.ts";

class Root extends Flow {
  chosen: unknown;

  override async run() {
    this.chosen = worker();
  }
}

export default new App(new Root());
