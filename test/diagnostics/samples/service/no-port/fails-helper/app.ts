import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const flags = (serve: { port: number }) => ["--port", String(serve.port)];
class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py" });
  }
  override async run() {
    await this.exec(flags(this));
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
