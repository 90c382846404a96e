import { App, Flow, Work } from "thunderhead";

export class Nothing extends Work {
  override async run() {}
}

export class Root extends Flow {
  nothing = new Nothing();

  override async run() {
    await this.nothing.run();
    console.log("the work has run");
    explode();
  }
}

function explode() {
  throw new Error("the flow itself is wrong");
}

export default new App(new Root());
