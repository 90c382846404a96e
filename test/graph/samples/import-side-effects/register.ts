import { Work } from "thunderhead";
import { registry } from "./registry.ts";

export class One extends Work {
  override async run() {}
}
export class Two extends One {}

registry.push(() => new One());
registry.push(() => new Two());
