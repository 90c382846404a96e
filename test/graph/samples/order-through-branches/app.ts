import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  override async run() {}
}

class Root extends Flow {
  a = new Any();
  b = new Any();
  c = new Any();
  d = new Any();
  e = new Any();
  f = new Any();

  override async run() {
    this.f.start();
    const a = this.a.run();
    if (this.f.hasStarted) await this.b.run();
    else await this.c.run();
    await a;
    await Promise.race([this.d.run(), this.c.run()]);
    await this.helper();
    await this.e.run();
  }

  async helper() {
    await this.d.run();
  }
}

export default new App(new Root());
