import { App, Flow } from "thunderhead";
import { Speaking } from "./speaking.ts";

class Speak extends Speaking {}
class Root extends Flow {
  speakers = [new Speak()];

  override async run() {
    for (const speak of this.speakers) await speak.run();
  }
}

export default new App(new Root());
