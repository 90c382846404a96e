import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { serving } from "./packages.ts";

// The list has grown since it was locked.
class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: [...serving], port: 8000 });
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
