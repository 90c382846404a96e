// A work waits for ever, and nobody asks for anything.
import { App, Flow, Work } from "thunderhead";
import { mark } from "../mark.ts";

export class Wait extends Work {
  override async run() {
    mark("run");
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
  }
}

export class Root extends Flow {
  work = new Wait();
  override async run() {
    await this.work.run();
  }
}

export default new App(new Root());
