// A work fails, and with it the app.
import { App, Flow, Work } from "thunderhead";
import { mark } from "../mark.ts";

export class Bad extends Work {
  override async run() {
    mark("raise");
    throw new Error("boom");
  }
}

export class Root extends Flow {
  bad = new Bad();
  override async run() {
    await this.bad.run();
  }
}

export default new App(new Root());
