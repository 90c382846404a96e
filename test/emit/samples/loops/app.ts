import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Split extends Work {
  data = new Path("data/");

  override async run() {
    await writeFile(this.data.local, "…");
  }
}

class Shard extends Work {
  part = new Path("part.csv");

  constructor(readonly index: number) {
    super();
  }
  override async run(data: Path) {
    await writeFile(this.part.local, `${this.index} of ${data.local}`);
  }
}

class Fit extends Work {
  model = new Path("model.json");

  constructor() {
    super({ cloudCompute: new CloudCompute("gpu") });
  }
  override async run(parts: readonly Path[]) {
    await writeFile(this.model.local, String(parts.length));
  }
}

class Merge extends Work {
  override async run(models: readonly Path[], first: Path) {
    console.log(models.length, first.local);
  }
}

export class Loops extends Flow {
  split = new Split();
  shards = Array.from({ length: 12 }, (_, index) => new Shard(index));
  fits = this.shards.map(() => new Fit());
  merge = new Merge();

  override async run() {
    await this.split.run();
    await Promise.all(this.shards.map((shard) => shard.run(this.split.data)));
    await Promise.all(this.fits.map((fit) => fit.run(this.shards.map(({ part }) => part))));
    const [first] = this.shards;
    if (first)
      await this.merge.run(
        this.fits.map((fit) => fit.model),
        first.part,
      );
  }
}

export default new App(new Loops());
