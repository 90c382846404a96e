import { Work } from "thunderhead";
import { createRequire } from "node:module";

export abstract class Hashing extends Work {
  override async run() {
    const { default: addon } = await import("./hash.node" as string as "node:os");
    return Object.keys(addon).length + createRequire(import.meta.url).length;
  }
}
