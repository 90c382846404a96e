// slice: Exported default elsewhere
import { Work } from "thunderhead";
import { Mixed } from "./mixin.ts";

class Inner extends Mixed(Work) {
  override async run() {}
}
export { Inner as Exported };
export { Far as elsewhere } from "./far.ts";
export default class extends Inner {}
