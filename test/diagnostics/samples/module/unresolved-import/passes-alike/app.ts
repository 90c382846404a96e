// Node's own, a file with and without its extension, types only, and JSON.
import { hostname } from "node:os";
import { App, Work } from "thunderhead";
import { greeting } from "./greeting.ts";
import type { Size } from "./size";
import data from "./data.json" with { type: "json" };

class Greet extends Work {
  size: Size = { width: data.width };

  override async run() {
    console.log(greeting, hostname(), this.size);
  }
}

export default new App(new Greet());
