// No flow at all: one work, run once.
import { writeFile } from "node:fs/promises";
import { App, Path, Work } from "thunderhead";

class Convert extends Work {
  output = new Path("output.txt");

  constructor(readonly words: readonly string[] = ["a", "b"]) {
    super();
  }
  override async run() {
    await writeFile(this.output.local, this.words.map((word) => word.toUpperCase()).join(" "));
  }
}
export default new App(new Convert(["hello", "there"]), { title: "Convert" });
