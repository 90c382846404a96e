import { App, Flow } from "thunderhead";
import { trainer } from "./trainers.ts";

class Root extends Flow {
  override async run() {
    for (const rate of [0.1, 0.2]) await trainer(rate).run(rate);
  }
}

export default new App(new Root());
