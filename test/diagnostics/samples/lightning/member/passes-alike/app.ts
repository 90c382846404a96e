// The same words as they are called here; names with lines of one's own.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  num_layers = 3;

  is_ready() {
    return this.num_layers > 2;
  }
  override async run() {
    if (this.is_ready() && !this.use.hasFailed) await this.use.run();
  }
  override configureLayout() {
    return { name: "Use", content: this.use };
  }
}

export default new App(new Root());
