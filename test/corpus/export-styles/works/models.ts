import { readFile } from "node:fs/promises";
import { type Path, Work } from "thunderhead";

export { Linear } from "./linear.ts";
export class Forest extends Work {
  constructor(readonly trees: number) {
    super();
  }
  override async run(rows: Path) {
    return (await readFile(rows.local, "utf8")).length * this.trees;
  }
}
