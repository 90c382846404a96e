import { App, Flow, Work } from "thunderhead";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sizes } from "./data/sizes.ts";
import * as whole from "./data/sizes.json" with { type: "json" };

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const text = readFileSync(join(import.meta.dirname, "names.txt"), "utf8");

class Root extends Flow {
  sizes = new Any(sizes);
  names = new Any(text.trim().split("\n"));
  whole = new Any(whole.default);
  there = new Any(existsSync(new URL("./names.txt", import.meta.url)));
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
