// With a port; said not to be; or not said at all.
import { App, Flow, Work } from "thunderhead";

class Open extends Work {
  constructor() {
    super({ port: 8080, public: true });
  }
  override async run() {}
}
class Closed extends Work {
  constructor() {
    super({ public: false });
  }
  override async run() {}
}
class Plain extends Work {
  override async run() {}
}
class Root extends Flow {
  open = new Open();
  closed = new Closed();
  plain = new Plain();

  override async run() {
    await Promise.all([this.closed.run(), this.plain.run()]);
    await this.open.run();
  }
}

export default new App(new Root());
