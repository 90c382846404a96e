import { App, Work } from "thunderhead";

export class Only extends Work {
  answer = 0;

  override async run() {
    this.answer = 42;
    console.log("working alone");
  }
}

export default new App(new Only());
