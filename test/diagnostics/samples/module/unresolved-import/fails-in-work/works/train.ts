import { Work } from "thunderhead";
import { load } from "../lib/lode.ts";

export class Train extends Work {
  override async run() {
    return load();
  }
}
