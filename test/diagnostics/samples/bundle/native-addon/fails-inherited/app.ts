import { App, Flow } from "thunderhead";
import { Hashing } from "./hashing.ts";

class Hash extends Hashing {}
class Root extends Flow {
  hashes = [new Hash()];

  override async run() {
    for (const hash of this.hashes) await hash.run();
  }
}

export default new App(new Root());
