import { App, Flow, Work } from "thunderhead";
import { ask } from "./model.ts";

class Ask extends Work {
  override async run(question: string) {
    return ask(question);
  }
}
class Root extends Flow {
  asker = new Ask();

  override async run() {
    await this.asker.run("why?");
  }
}

export default new App(new Root());
