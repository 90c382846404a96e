import { Flow } from "thunderhead";
import { Clean } from "./works.ts";

export class Preparation extends Flow {
  cleaners: readonly Clean[];

  constructor(sources: readonly string[]) {
    super();
    this.cleaners = sources.map((source) => new Clean(source));
  }
  get outputs() {
    return this.cleaners.map(({ output }) => output);
  }
  override async run() {
    await Promise.all(this.cleaners.map((cleaner) => cleaner.run()));
  }
}
