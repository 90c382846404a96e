

import { setGlobalDispatcher } from "undici";
import "./polyfill.js";
import { App, Flow, Work } from "thunderhead";


process.env["TOKENIZERS"] = "off";
setGlobalDispatcher(undefined);


class Train extends Work {
  static rate = 0.1;
  override async run() {}
}
Train.rate = 0.2;
export { Train as __work };
// exported as __work
