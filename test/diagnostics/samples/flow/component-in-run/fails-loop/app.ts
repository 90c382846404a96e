import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  override async run() {
    await Promise.all([1, 2, 3].map((part) => new Use().run(part)));
  }
}

export default new App(new Root());
