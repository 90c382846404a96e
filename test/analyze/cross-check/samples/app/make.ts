import { writeFile } from "node:fs/promises";
import { CloudCompute, Path, Work } from "thunderhead";

export class Make extends Work {
  out = new Path("out.txt", { keep: 2 });
  readonly size: string;
  readonly parts: number;

  constructor(named: string, parts: number) {
    super({
      cloudCompute: new CloudCompute("cpu-small", { idleTimeout: "90s" }),
      retries: 2,
      displayName: `Make ${parts}`,
    });
    this.size = named;
    this.parts = parts;
  }
  override async run(n: number) {
    await writeFile(this.out.local, `${this.size} ${n}`);
  }
}
