import { App, Flow, Work } from "thunderhead";
import { renew } from "./renew.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run(1);
    renew(this.use);
    await this.use.run(2);
  }
}

export default new App(new Root());
