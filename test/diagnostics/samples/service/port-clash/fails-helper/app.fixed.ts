import { App, Flow, Work } from "thunderhead";

const serve = (port: number) => new Serve(port);
class Serve extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}
class Root extends Flow {
  one = serve(8000);
  two = serve(0);

  override async run() {
    await Promise.all([this.one.run(), this.two.run()]);
  }
}

export default new App(new Root());
