// What a key may be, and what is made one.
import { App, ComponentMap, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = new ComponentMap<Use>({ max: 4 });

  override async run() {
    const rates = [0.1, 0.01];
    for (const [index, rate] of rates.entries())
      await this.uses.create(`lr-${String(rate).replace(".", "_")}-${index}`, Use).run(rate);
  }
}

export default new App(new Root());
