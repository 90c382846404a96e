import { App, Flow, Work } from "thunderhead";
import { api, page } from "./ports.ts";

class Api extends Work {
  constructor() {
    super({ port: api });
  }
  override async run() {}
}
class Page extends Work {
  constructor() {
    super({ port: page });
  }
  override async run() {}
}
class Root extends Flow {
  api = new Api();
  page = new Page();

  override async run() {
    await Promise.all([this.api.run(), this.page.run()]);
  }
}

export default new App(new Root());
