import { readFile } from "node:fs/promises";
import { asset, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

export const page = new StaticWeb("web");

export class Reader extends Work {
  readonly _file: string;

  constructor(file = asset("data/")) {
    super();
    this._file = file;
  }

  override async run() {
    return [process.cwd().includes("attempts"), await readFile(`${this._file}/hello.txt`, "utf8")];
  }
}
