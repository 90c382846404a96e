import { App, Flow } from "thunderhead";
// @ts-expect-error: a package without types.
import { Teller } from "teller";
import { page, Reader } from "./lib/reader.ts";

class Root extends Flow {
  reader = new Reader();
  teller = new Teller();
  said = "";

  override async run() {
    this.said = JSON.stringify([await this.reader.run(), await this.teller.run()]);
  }

  override configureLayout() {
    return { name: "Page", content: page };
  }
}

export default new App(new Root());
