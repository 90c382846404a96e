// The whole structure out of one JSON file: stages, their machines, who reads whom.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import pipeline from "./pipeline.json" with { type: "json" };

type Name = keyof typeof pipeline.stages;
class Stage extends Work {
  output = new Path("output.json");

  constructor(
    readonly label: string,
    { machine }: { readonly after: readonly string[]; readonly machine?: string },
  ) {
    super(machine ? { cloudCompute: new CloudCompute(machine) } : {});
  }
  override async run(inputs: Readonly<Record<string, Path>>) {
    const texts = await Promise.all(
      Object.entries(inputs).map(
        async ([name, path]) => `${name}:${await readFile(path.local, "utf8")}`,
      ),
    );
    await writeFile(this.output.local, JSON.stringify({ label: this.label, texts }));
  }
}
class Root extends Flow {
  stages = {
    load: new Stage("load", pipeline.stages.load),
    clean: new Stage("clean", pipeline.stages.clean),
    fit: new Stage("fit", pipeline.stages.fit),
  };

  override async run() {
    for (const name of pipeline.order) {
      const inputs: Record<string, Path> = {};
      const stage = name as Name;
      for (const input of pipeline.stages[stage].after)
        inputs[input] = this.stages[input as Name].output;
      await this.stages[stage].run(inputs);
    }
  }
}

export default new App(new Root());
