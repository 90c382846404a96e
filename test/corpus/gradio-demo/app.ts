// A model and its demo on one machine, as a pair that is colocated.
import { App, CloudCompute, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const pair = new CloudCompute("L4", { colocationGroup: "demo", idleTimeout: "20m" });
class Model extends PythonScript {
  weights = new Path("weights");

  constructor() {
    super({ script: "fit.py", requirements: ["torch"], cloudCompute: pair });
  }
  override async run() {
    await this.exec(["--out", this.weights.local]);
  }
}
class Demo extends PythonScript {
  constructor() {
    super({ script: "demo.py", requirements: ["gradio"], cloudCompute: pair, port: 7860 });
  }
  override async run(weights: Path) {
    await this.exec(["--weights", weights.local], { env: { PORT: String(this.port) } });
  }
}
class Root extends Flow {
  model = new Model();
  demo = new Demo();

  override async run() {
    await this.model.run();
    await this.demo.run(this.model.weights);
  }
  override configureLayout() {
    return this.demo.url === ""
      ? { name: "Training", content: this.model }
      : { name: "Demo", content: this.demo };
  }
}

export default new App(new Root());
