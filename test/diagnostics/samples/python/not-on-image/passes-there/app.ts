import { App, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(build: { python?: string; requirements?: string[]; image?: string }) {
    super({ script: "train.py", build });
  }
}
class Plain extends Work {
  python = "3.10";

  override async run() {}
}
// A lock for 3.10 is good for 3.11 as well.
class Root extends Flow {
  named = new Train({ python: "3.12" });
  whatever = new Train({});
  locked = new Train({ requirements: ["numpy"] });
  plain = new Plain();

  override async run() {
    for (const train of [this.named, this.whatever, this.locked]) await train.run();
    await this.plain.run();
  }
}

export default new App(new Root());
