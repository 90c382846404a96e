// Another call, another work, another argument; and a loop over several.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  spare = new Use();

  override async run() {
    try {
      await this.use.run("data");
    } catch {
      await this.spare.run("data");
      await this.use.run("less data");
    }
    for (const part of ["a", "b"]) {
      try {
        await this.use.run(part);
      } catch {
        console.log(part);
      }
    }
    await this.use.run("data");
  }
}

export default new App(new Root());
