


import { type Shape, size } from "./shapes.ts";
import { Work } from "thunderhead";




enum Mode {
  Fast = size,
}


export class Load extends Work {
  mode: Mode = Mode.Fast;
  override async run(train: Train, options?: Options): Promise<Row[]> {
    return [train, options] as unknown as Row[];
  }
}
export { Load as __work };
// exported as __work
