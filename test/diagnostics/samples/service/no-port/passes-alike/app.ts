// Declared, any free one, given by whoever makes it; and ports of other things.
import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {
    return this.port + new URL("http://localhost:80").port.length;
  }
}
class Root extends Flow {
  serve = new Serve(8000);
  any = new Serve(0);

  override async run() {
    await Promise.all([this.serve.run(), this.any.run()]);
  }
  override configureLayout() {
    return { name: "Demo", content: this.serve.url };
  }
}

export default new App(new Root());
