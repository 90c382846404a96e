import { App, ComponentMap, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const serving = ["uvicorn", "fastapi"];

// In another order, and one of them twice: the same list.
class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: [...serving, "uvicorn"], port: 8000 });
  }
}
// Partly said in one place and partly in the other.
class Check extends PythonScript {
  constructor() {
    super({ script: "check.py", requirements: ["uvicorn"], build: { requirements: ["fastapi"] } });
  }
}
class Trial extends PythonScript {
  constructor() {
    super({ script: "check.py", requirements: ["numpy>=2, <3"], build: { python: "3.12" } });
  }
}
class Plain extends Work {
  override async run() {}
}
class Root extends Flow {
  check = new Check();
  plain = new Plain();
  trials = new ComponentMap({ max: 4 });
  serve = new Serve();

  override async run() {
    await this.check.run();
    await this.plain.run();
    await this.trials.create("one", Trial).run();
    await this.serve.run();
  }
}

export default new App(new Root());
