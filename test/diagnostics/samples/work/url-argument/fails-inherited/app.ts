import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Served extends Flow {
  serve = new Serve();
  use = new Use();

  get address() {
    return this.serve.url;
  }
}
class Root extends Served {
  override async run() {
    this.serve.start();
    const { address } = this;
    await this.use.run(address);
  }
}

export default new App(new Root());
