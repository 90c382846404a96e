import { App, Flow, Work } from "thunderhead";
class Base extends Work {
  #options = { port: 7000 };
  static count = 0;
  readonly number = ++Base.count;
  options() {
    return this.#options;
  }
  override async run() {}
}

class Derived extends Base {
  #options = "not the same name";
  port2 = this.options().port + this.number;
  text() {
    return this.#options;
  }
}

class Root extends Flow {
  one = new Derived();
  two = new Derived();
  last = new Server(this.two.port2);
  override async run() {}
}

class Server extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}

export default new App(new Root());
