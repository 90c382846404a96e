// slice: Load
// A type of another work is no reason to carry its code.
import type { Options } from "./options.ts";
import { type Shape, size } from "./shapes.ts";
import { Work } from "thunderhead";

interface Row extends Shape {
  readonly owner: Train;
}
enum Mode {
  Fast = size,
}
declare const build: string;

export class Load extends Work {
  mode: Mode = Mode.Fast;
  override async run(train: Train, options?: Options): Promise<Row[]> {
    return [train, options] as unknown as Row[];
  }
}

export class Train extends Work {
  override async run() {}
}
