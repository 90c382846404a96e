import { writeFile } from "node:fs/promises";
import { Path, Work } from "thunderhead";

export default class extends Work {
  rows = new Path("rows.txt");

  override async run() {
    await writeFile(this.rows.local, "1\n2\n3");
  }
}
class SaveScores extends Work {
  override async run(scores: readonly number[]) {
    return scores.length;
  }
}

export { SaveScores as Saver };
