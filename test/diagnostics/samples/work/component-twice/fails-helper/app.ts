import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const both = (use: Use) => ({ first: use, second: use });
class Root extends Flow {
  uses = both(new Use());

  override async run() {
    await this.uses.first.run();
  }
}

export default new App(new Root());
