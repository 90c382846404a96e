import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = [new Use(), new Use()];

  override async run() {
    for (const use of this.uses) await use.run();
  }
  override configureLayout() {
    return this.uses.map((use, index) => {
      if (use.hasFailed) use.restart();
      return { name: `Use ${index}`, content: use };
    });
  }
}

export default new App(new Root());
