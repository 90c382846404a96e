import { App, Work } from "thunderhead";
import { greeting } from "./greting.ts";

class Greet extends Work {
  override async run() {
    console.log(greeting);
  }
}

export default new App(new Greet());
