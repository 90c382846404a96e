import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Script extends PythonScript {
  constructor(script: string, extra: readonly string[] = []) {
    super({ script, requirements: ["scikit-learn", ...extra] });
  }
}
class Train extends Script {
  constructor() {
    super("train.py");
  }
}
class Report extends Script {
  constructor() {
    super("report.py", ["matplotlib"]);
  }
}
// Three of them ask for one list: that is one problem. The other list is locked.
class Root extends Flow {
  trains = [1, 2, 3].map(() => new Train());
  report = new Report();

  override async run() {
    for (const train of this.trains) await train.run();
    await this.report.run();
  }
}

export default new App(new Root());
