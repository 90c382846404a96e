import { readFile } from "node:fs/promises";
import { type Path, Work } from "thunderhead";

export class Linear extends Work {
  override async run(rows: Path) {
    return (await readFile(rows.local, "utf8")).split("\n").length;
  }
}
