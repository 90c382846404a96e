import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["vllm==0.6.3"], port: 8000, health: { grace: "10s" } });
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
