import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", port: 8000 });
  }
  override async run() {
    await this.exec(["--host", "127.0.0.1", "--port", String(this.port)]);
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
