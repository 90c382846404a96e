import { App, Flow, Work } from "thunderhead";

export class Breaks extends Work {
  override async run() {
    await new Promise((resolve) => setTimeout(resolve, 50));
    throw new RangeError("seven is not a prime number of cheeses");
  }
}

export class Endless extends Work {
  override async run() {
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}

export class Root extends Flow {
  breaks = new Breaks();
  endless = new Endless();

  override async run() {
    this.endless.start();
    await this.breaks.run();
  }
}

export default new App(new Root());
