import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

/** Twice as much at every step, and nobody knows when it ends. */
const twice = (n: number): number => (Date.now() > n ? twice(n + 1) + twice(n + 2) : 0);

class Root extends Flow {
  any = new Any(twice(1));
  override async run() {
    await this.any.run();
  }
}

export default new App(new Root());
