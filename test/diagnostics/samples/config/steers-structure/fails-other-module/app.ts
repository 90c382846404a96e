import { App, Flow, Work } from "thunderhead";
import { cache } from "./settings.ts";

class Cache extends Work {
  override async run() {}
}

class Root extends Flow {
  parts: Work[] = [];
  constructor() {
    super();
    if (cache) this.parts.push(new Cache());
  }
  override async run() {
    for (const part of this.parts) await part.run();
  }
}

export default new App(new Root());
