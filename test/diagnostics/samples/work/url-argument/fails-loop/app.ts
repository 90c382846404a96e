import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 0 });
  }
  override async run() {}
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  services = [new Serve(), new Serve()];
  use = new Use();

  override async run() {
    for (const serve of this.services) serve.start();
    await this.use.run(this.services.map(({ url }) => url));
  }
}

export default new App(new Root());
