import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = [new Use(), new Use()];

  override async run() {
    for (const use of this.uses) {
      const seed = Math.floor(Math.random() * 1000);
      await use.run({ seeds: [seed] });
    }
  }
}

export default new App(new Root());
