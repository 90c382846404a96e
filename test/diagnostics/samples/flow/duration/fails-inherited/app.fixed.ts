import { App, Flow, Work } from "thunderhead";

abstract class Patient extends Work {
  constructor(grace: number) {
    super({ port: 8000, health: { grace: grace as never } });
  }
}
class Serve extends Patient {
  constructor() {
    super("30s");
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
