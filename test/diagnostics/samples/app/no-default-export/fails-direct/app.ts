import { App, Work } from "thunderhead";

class Greet extends Work {
  override async run() {}
}

export const app = new App(new Greet());
