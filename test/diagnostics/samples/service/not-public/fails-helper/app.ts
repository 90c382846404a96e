import { App, Flow, Work } from "thunderhead";

const open = (more: object) => ({ ...more, public: true as const });
class Serve extends Work {
  constructor() {
    super(open({ displayName: "Serve" }));
  }
  override async run() {}
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
