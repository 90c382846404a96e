// A flow of flows of works: each stage knows its works, the root only the stages.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Step extends Work {
  output = new Path("output.txt");

  constructor(readonly label: string) {
    super();
  }
  override async run(...inputs: readonly Path[]) {
    const texts = await Promise.all(inputs.map(({ local }) => readFile(local, "utf8")));
    await writeFile(this.output.local, [...texts, this.label].join("+"));
  }
}
class Stage extends Flow {
  steps: { readonly left: Step; readonly right: Step };

  constructor(name: string) {
    super();
    this.steps = { left: new Step(`${name}-left`), right: new Step(`${name}-right`) };
  }
  async run(inputs: readonly Path[] = []) {
    const { left, right } = this.steps;
    await Promise.all([left.run(...inputs), right.run(...inputs)]);
    return [left.output, right.output];
  }
}
class Root extends Flow {
  stages = ["load", "clean", "train"].map((name) => new Stage(name));
  last = new Step("last");

  override async run() {
    let outputs: readonly Path[] = [];
    for (const stage of this.stages) outputs = await stage.run(outputs);
    await this.last.run(...outputs);
  }
}

export default new App(new Root());
