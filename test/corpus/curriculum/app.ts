// Each phase starts from where the one before ended: a Path that is handed from call to call of one work.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

const phases = [
  { name: "warm", steps: 10, mix: { web: 1 } },
  { name: "main", steps: 100, mix: { web: 0.5, code: 0.5 } },
  { name: "cool", steps: 20, mix: { code: 1 } },
] as const;

class Corpus extends Work {
  shard = new Path("shard.txt");
  constructor(readonly kind: string) {
    super();
  }
  override async run() {
    await writeFile(this.shard.local, this.kind);
  }
}
class Pretrain extends Work {
  weights = new Path("weights.bin", { keep: "all" });

  override async run(phase: { name: string; steps: number }, shards: readonly Path[]) {
    const before = (await this.weights.restore()) ? await readFile(this.weights.local, "utf8") : "";
    const texts = await Promise.all(shards.map(({ local }) => readFile(local, "utf8")));
    await writeFile(this.weights.local, `${before}${phase.name} ${texts}`);
    return phase.steps;
  }
}
class Root extends Flow {
  #corpora = { web: new Corpus("web"), code: new Corpus("code") };
  web = this.#corpora.web;
  code = this.#corpora.code;
  pretrain = new Pretrain();

  override async run() {
    const shards: Record<string, Path> = { web: this.web.shard, code: this.code.shard };
    await Promise.all([this.web.run(), this.code.run()]);
    let steps = 0;
    for (const { mix, ...phase } of phases) {
      const used = Object.keys(mix).flatMap((kind) => shards[kind] ?? []);
      steps += await this.pretrain.run(phase, used);
    }
    if (steps < 100) this.fail("too little");
  }
}

export default new App(new Root());
