import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Serve extends PythonScript {
  constructor() {
    super({ script: "src/serve.py", requirements: ["uvicorn"], port: 8000 });
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
