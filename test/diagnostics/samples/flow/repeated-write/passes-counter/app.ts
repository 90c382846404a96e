// Local variables, and a helper that is reached once.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  stage = 0;

  advance() {
    this.stage += 1;
  }
  override async run() {
    let calls = 0;
    for (const part of ["a", "b"]) {
      await this.use.run(part);
      calls++;
    }
    if (this.once("advance")) this.advance();
    if (!this.once("begin")) return;
    this.stage += calls;
  }
}

export default new App(new Root());
