import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

abstract class Server extends Work {
  override async run() {
    this.listen();
    await new Promise(() => {});
  }
  abstract listen(): void;
}
class Serve extends Server {
  constructor() {
    super({ port: 8000 });
  }
  listen() {
    console.log(this.port);
  }
}
class Root extends Flow {
  serve = new Serve();
  done = false;

  override async run() {
    await this.serve.run();
    this.done = true;
  }
}

export default new App(new Root());
