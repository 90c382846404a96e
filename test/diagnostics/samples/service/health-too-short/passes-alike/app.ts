// Enough time, the default, or nothing heavy to load.
import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Heavy extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["vllm"], port: 8000, health: { grace: "10m" } });
  }
}
class Usual extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["transformers"], port: 8001 });
  }
}
class Light extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["fastapi"], port: 8002, health: { grace: "5s" } });
  }
}
class Root extends Flow {
  heavy = new Heavy();
  usual = new Usual();
  light = new Light();

  override async run() {
    await Promise.all([this.heavy.run(), this.usual.run(), this.light.run()]);
  }
}

export default new App(new Root());
