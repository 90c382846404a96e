import { readFile } from "node:fs/promises";
import { asset, Work } from "thunderhead";

const file = asset("hello.txt");

export class Teller extends Work {
  async run() {
    return readFile(file, "utf8");
  }
}
