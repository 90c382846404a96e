// Calls begun first and awaited later, results peeked at, chains with then and catch.
import { App, Flow, Work } from "thunderhead";

class Slow extends Work {
  progress = 0;

  override async run(name: string) {
    for (this.progress = 0; this.progress < 1; this.progress += 0.25) await Promise.resolve();
    return { name, size: name.length };
  }
}
class Root extends Flow {
  a = new Slow();
  b = new Slow();
  c = new Slow();
  shown: string[] = [];

  override async run() {
    const first = this.a.run("first");
    const second = this.b.run("second");
    const early = this.peek(first);
    if (early !== undefined) this.shown = [early.name];
    const sizes = await first.then(async ({ size }) => size + (await second).size);
    const third = await this.c
      .run(`third of ${sizes}`)
      .then(({ name }) => name)
      .catch(() => "none");
    this.shown = [third];
  }
}

export default new App(new Root());
