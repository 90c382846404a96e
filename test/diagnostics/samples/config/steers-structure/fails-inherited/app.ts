import { App, config, Flow, Work, type WorkOptions } from "thunderhead";

class Serve extends Work {
  constructor(options: WorkOptions = {}) {
    super({ port: config.number("port", 8080), ...options });
  }
  override async run() {}
}

class ServeMore extends Serve {
  constructor() {
    super({ retries: 2 });
  }
}

class Root extends Flow {
  serve = new ServeMore();
  override async run() {
    this.serve.start();
  }
}

export default new App(new Root());
