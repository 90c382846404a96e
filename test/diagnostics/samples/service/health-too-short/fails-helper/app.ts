import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const health = (seconds: number) => ({ path: "/health", grace: `${seconds}s` as const });
class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["transformers"], port: 8000, health: health(5) });
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
