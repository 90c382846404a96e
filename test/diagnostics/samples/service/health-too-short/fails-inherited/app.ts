import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

abstract class Served extends PythonScript {
  constructor(requirements: string[]) {
    super({ script: "serve.py", requirements, port: 0, health: { grace: "20s" } });
  }
}
class Serve extends Served {
  constructor() {
    super(["tensorflow"]);
  }
}
class Root extends Flow {
  services = [new Serve()];

  override async run() {
    for (const serve of this.services) await serve.run();
  }
}

export default new App(new Root());
