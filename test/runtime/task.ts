import { App, type Flow, Path, Work } from "#sdk/index.ts";

/** A work for flows to call; the rig says how its calls end. */
export class Task extends Work {
  progress = 0;
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

export const app = (make: () => Flow) => () => new App(make());
