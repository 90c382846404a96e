// One Path gets to one work by the way that is named, and to another by none.
import { writeFile } from "node:fs/promises";
import { Flow, Path, Work } from "thunderhead";
import { callbacks } from "./ways/callbacks.ts";
import { classes } from "./ways/classes.ts";
import { containers } from "./ways/containers.ts";
import { iteration } from "./ways/iteration.ts";
import { later } from "./ways/later.ts";
import { syntax } from "./ways/syntax.ts";

export class Make extends Work {
  out = new Path("out.txt");
  override async run() {
    await writeFile(this.out.local, "made");
  }
}
export class Use extends Work {
  override async run(..._given: any[]) {}
}

export const ways: Record<string, (path: any, use: Use) => unknown> = {
  ...callbacks,
  ...classes,
  ...containers,
  ...iteration,
  ...later,
  ...syntax,
};

export class Root extends Flow {
  make = new Make();
  use = new Use();
  other = new Use();
  #way: string;
  #instead: unknown;

  /** `instead` of the Path of `make` something else takes the way. */
  constructor(way: string, instead?: unknown) {
    super();
    this.#way = way;
    this.#instead = instead;
  }
  override async run() {
    await this.make.run();
    await ways[this.#way]!(this.#instead ?? this.make.out, this.use);
    await this.other.run("nothing");
  }
}
