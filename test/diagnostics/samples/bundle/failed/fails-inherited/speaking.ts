import { Work } from "thunderhead";
import { voice } from "./voice.ts";

export abstract class Speaking extends Work {
  override async run() {
    return voice;
  }
}
