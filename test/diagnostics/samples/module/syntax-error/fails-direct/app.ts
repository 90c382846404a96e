import { App, Work } from "thunderhead";

class Greet extends Work {
  override async run( {
    console.log("Hello");
  }
}

export default new App(new Greet());
