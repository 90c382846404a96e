// Files of the project that travel with their works, named beside the module that uses them.
import { readFile, writeFile } from "node:fs/promises";
import { App, asset, Flow, Path, Work } from "thunderhead";
import { prompts } from "./prompts/prompts.ts";

class Write extends Work {
  readonly style = asset("styles/plain.css");
  letter = new Path("letter.html");

  constructor(readonly template: string) {
    super();
  }
  override async run(name: string) {
    const [template, style] = await Promise.all(
      [this.template, this.style].map((file) => readFile(file, "utf8")),
    );
    const text = (template ?? "").replaceAll("{{name}}", name);
    await writeFile(this.letter.local, `<style>${style}</style>${text}`);
  }
}
class Root extends Flow {
  writers = { formal: new Write(prompts.formal), friendly: new Write(prompts.friendly) };

  override async run() {
    await Promise.all([this.writers.formal.run("Ada"), this.writers.friendly.run("Bob")]);
  }
}

export default new App(new Root());
