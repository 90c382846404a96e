
import { Work } from "thunderhead";
import { Mixed } from "./mixin.ts";

class Inner extends Mixed(Work) {
  override async run() {}
}


export default class extends Inner {}// exported as default
