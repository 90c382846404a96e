import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = [new Use(), new Use()];
  results: unknown[] = [];

  override async run() {
    for (const use of this.uses) {
      const result = await use.run();
      this.results.push(result ?? "nothing");
    }
  }
}

export default new App(new Root());
