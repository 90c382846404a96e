// A chain where each link reads what another wrote, kept in the state of the flow between ticks.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Snapshot extends Work {
  table = new Path("table.csv", { keep: "all" });
  rows = 0;

  override async run(day: number) {
    this.rows = day * 10;
    await writeFile(this.table.local, "x\n".repeat(this.rows));
    return this.table;
  }
}
class Compare extends Work {
  override async run({ before, after }: { before: Path | null; after: Path }) {
    if (before === null) return 0;
    const [a, b] = await Promise.all([
      readFile(before.local, "utf8"),
      readFile(after.local, "utf8"),
    ]);
    return b.length - a.length;
  }
}
class Root extends Flow {
  snapshot = new Snapshot();
  compare = new Compare();
  day = 0;
  last: Path | null = null;
  changes: Record<string, number> = {};

  override async run() {
    while (this.day < 7) {
      const table = await this.snapshot.run(this.day);
      this.changes[`day-${this.day}`] = await this.compare.run({ before: this.last, after: table });
      this.last = table;
      this.day++;
    }
  }
}

export default new App(new Root());
