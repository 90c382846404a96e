// Python all the way: scripts with modules of their own, Paths as arguments, results as reports.
import { App, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const script = (name: string) => `steps/${name}.py`;
class Step extends PythonScript {
  output = new Path("output");

  constructor(name: string, requirements: readonly string[] = []) {
    super({ script: script(name), requirements, retries: 1 });
  }
  override async run(flags: Readonly<Record<string, string>> = {}, ...inputs: readonly Path[]) {
    const options = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
    const files = inputs.map(({ local }) => local);
    await this.exec([...options, "--out", this.output.local, ...files]);
  }
}
class Root extends Flow {
  load = new Step("load", ["pandas>=2"]);
  fit = new Step("fit", ["scikit-learn"]);
  plot = new Step("plot");

  override async run() {
    await this.load.run({ rows: "1000" });
    await this.fit.run({ folds: "5", seed: "7" }, this.load.output);
    await this.plot.run({}, this.load.output, this.fit.output);
  }
}

export default new App(new Root());
