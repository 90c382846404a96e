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

class Root extends Flow {
  serve = new Serve();
  use = new Use();

  override async run() {
    this.serve.start();
    await this.use.run(this.serve.url);
  }
}

export default new App(new Root());
