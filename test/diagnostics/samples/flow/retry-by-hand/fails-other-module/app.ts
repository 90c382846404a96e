import { App, Flow, Work } from "thunderhead";
import { source } from "./source.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    try {
      await this.use.run(source);
    } catch {
      console.log("once more");
      this.use.start("s3://data");
    }
  }
}

export default new App(new Root());
