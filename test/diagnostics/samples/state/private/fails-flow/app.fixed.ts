import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  readonly #rounds = 3;

  override async run() {
    for (let round = 0; round < this.#rounds; round++) await this.use.run(round);
  }
}

export default new App(new Root());
