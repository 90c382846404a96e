import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  override async run() {}
}

class Root extends Flow {
  a = new Any();
  b = new Any();
  c = new Any();

  override async run() {
    await this.a.run();
    if (!this.a.hasSucceeded) return;
    await this.b.run();
    for (let round = 0; round < 3; round++) {
      if (this.b.hasFailed) break;
      await this.c.run();
    }
  }
}

export default new App(new Root());
