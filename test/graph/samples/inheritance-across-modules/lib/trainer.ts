import { writeFile } from "node:fs/promises";
import { CloudCompute, Path, Work, type WorkOptions } from "thunderhead";
import { defaults, computeFor } from "./defaults.ts";

export interface TrainerOptions extends WorkOptions {
  size: number;
}

export class Trainer extends Work {
  model = new Path(`model-${Trainer.format}`);
  static format = "pt";

  constructor({ size, ...options }: TrainerOptions) {
    super({ ...defaults, cloudCompute: new CloudCompute(computeFor(size)), ...options });
  }

  override async run() {
    await writeFile(this.model.local, "weights");
  }
}
