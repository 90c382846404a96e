// Train a small image classifier, then serve it: the page appears once training is done.
import { App, CloudCompute, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class Train extends PythonScript {
  model = new Path("model.npz");
  metrics = new Path("metrics.json");

  constructor() {
    super({
      script: "scripts/train.py",
      requirements: ["numpy"],
      cloudCompute: new CloudCompute("default"),
    });
  }

  override async run(epochs: number) {
    await this.exec(["--epochs", String(epochs)]);
  }
}

export class Serve extends PythonScript {
  constructor() {
    super({
      script: "scripts/serve.py",
      requirements: ["fastapi", "uvicorn", "numpy"],
      port: 8000,
    });
  }

  override async run(model: Path, metrics: Path) {
    await this.exec([
      ...["--model", model.local, "--metrics", metrics.local],
      ...["--host", this.host, "--port", String(this.port)],
    ]);
  }
}

export class TrainAndServe extends Flow {
  train = new Train();
  serve = new Serve();

  override async run() {
    await this.train.run(20);
    await this.serve.run(this.train.model, this.train.metrics);
  }

  override configureLayout() {
    return [
      { name: "Classifier", content: this.serve },
      { name: "Training", content: this.train },
    ];
  }
}

export default new App(new TrainAndServe());
