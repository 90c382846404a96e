// Several nodes in TypeScript: each knows its rank, and the first writes the sum.
import { mkdir, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Count extends Work {
  parts = new Path("parts");

  constructor() {
    super({ cloudCompute: new CloudCompute("cpu-medium", { nodes: 3 }) });
  }
  override async run(total: number) {
    const { rank, count } = this.node;
    const share = Math.ceil(total / count);
    await mkdir(this.parts.local, { recursive: true });
    await writeFile(`${this.parts.local}/${rank}.txt`, String(share * rank));
    return rank === 0 ? share * count : null;
  }
}
class Root extends Flow {
  count = new Count();

  override async run() {
    const total = await this.count.run(1000);
    console.log("counted", total);
  }
}

export default new App(new Root());
