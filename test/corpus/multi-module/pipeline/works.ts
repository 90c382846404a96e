import { readFile, writeFile } from "node:fs/promises";
import { Path, Work } from "thunderhead";

export class Clean extends Work {
  output = new Path("clean.txt");

  constructor(readonly source: string) {
    super({ displayName: `clean ${source}` });
  }
  override async run() {
    await writeFile(this.output.local, this.source);
  }
}
export class Measure extends Work {
  override async run(inputs: readonly Path[], threshold: number) {
    const sizes = await Promise.all(
      inputs.map(async (input) => (await readFile(input.local, "utf8")).length),
    );
    return sizes.filter((size) => size > threshold).length;
  }
}
