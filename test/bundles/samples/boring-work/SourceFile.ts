
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";


export class SourceFile extends Work {
  boringFile = new Path("boring_file.txt");

  override async run() {
    await writeFile(this.boringFile.local, "Hello there!");
  }
}
export { SourceFile as __work };
// exported as __work
