import { App, Work } from "thunderhead";

class Greet extends Work {
  override async run() {}
}

export default new App(new Greet());
