import { Work } from "thunderhead";
import { portOfRight } from "./right.ts";

export const base = 100;

export class Left extends Work {
  constructor() {
    super({ port: portOfRight() });
  }
  override async run() {}
}
