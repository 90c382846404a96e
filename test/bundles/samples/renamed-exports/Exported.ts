
import { Work } from "thunderhead";
import { Mixed } from "./mixin.ts";

class Inner extends Mixed(Work) {
  override async run() {}
}
export { Inner as __work };
// exported as __work
