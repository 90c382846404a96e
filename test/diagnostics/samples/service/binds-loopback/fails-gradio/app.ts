import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Demo extends PythonScript {
  constructor() {
    super({ script: "demo.py", requirements: ["gradio"], port: 7860 });
  }
}
class Root extends Flow {
  demo = new Demo();

  override async run() {
    await this.demo.run();
  }
}

export default new App(new Root());
