// Shards counted side by side, and one reducer over all of their Paths.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

const shards = 8;
class Shard extends Work {
  counts = new Path("counts.json");

  override async run(index: number, of: number) {
    const words = ["a", "b", "a"].filter((_, position) => position % of === index % of);
    await writeFile(this.counts.local, JSON.stringify(words));
  }
}
class Reduce extends Work {
  total = new Path("total.json");

  override async run({ parts }: { parts: Path[] }) {
    const counts = new Map<string, number>();
    for (const part of parts)
      for (const word of JSON.parse(await readFile(part.local, "utf8")))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    await writeFile(this.total.local, JSON.stringify([...counts]));
    return Object.fromEntries(counts);
  }
}
class Root extends Flow {
  shards: Shard[] = [];
  reduce = new Reduce();

  constructor() {
    super();
    for (let index = 0; index < shards; index++) this.shards.push(new Shard());
  }
  override async run() {
    const calls = [];
    for (const [index, shard] of this.shards.entries()) calls.push(shard.run(index, shards));
    await Promise.all(calls);
    await this.reduce.run({ parts: this.shards.map(({ counts }) => counts) });
  }
}

export default new App(new Root());
