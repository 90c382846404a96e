// Elements of a map of which nobody knows the keys: each reads what others of them have written.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

class Stage extends Work {
  output = new Path("output.txt");

  override async run(inputs: readonly Path[]) {
    const texts = await Promise.all(inputs.map(({ local }) => readFile(local, "utf8")));
    await writeFile(this.output.local, texts.join("\n"));
  }
}
class Root extends Flow {
  stages = new ComponentMap<Stage>({ max: 20 });
  names: string[] = [];

  override async run() {
    const outputs: Path[] = [];
    for (const name of this.names) {
      const stage = this.stages.create(name, Stage);
      await stage.run([...outputs]);
      outputs.push(stage.output);
    }
  }
  override configureCommands() {
    return { add: ({ name }: { name: string }) => void this.names.push(name) };
  }
}

export default new App(new Root());
