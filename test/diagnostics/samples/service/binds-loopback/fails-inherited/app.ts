import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { local } from "./hosts.ts";

abstract class Served extends PythonScript {
  constructor(script: string) {
    super({ script, port: 8000 });
  }
  flags() {
    return [`--host=${local}`];
  }
  override async run() {
    await this.exec([...this.flags(), `--port=${this.port}`]);
  }
}
class Serve extends Served {}
class Root extends Flow {
  serve = new Serve("serve.py");

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
