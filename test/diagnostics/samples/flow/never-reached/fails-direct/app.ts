import { App, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", port: 8000 });
  }
  override async run() {
    await this.exec(["--port", String(this.port), "--host", this.host]);
  }
}
class Root extends Flow {
  serve = new Serve();
  use = new Use();

  override async run() {
    await this.serve.run();
    await this.use.run();
  }
}

export default new App(new Root());
