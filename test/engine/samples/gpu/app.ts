// Two spot machines of eight GPUs each train together, one GPU serves what they made, and a board shows how
// it went: gangs, spot, Paths between machines, and two ports that want the same number.
import { writeFile } from "node:fs/promises";
import { App, CloudCompute, config, Flow, type Notice, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class Prepare extends Work {
  features = new Path("features/");

  override async run(shards: number) {
    await writeFile(this.features.join("shards.json").local, JSON.stringify({ shards }));
  }
}

export class Train extends PythonScript {
  model = new Path("model.pt");
  curves = new Path("curves.json");

  constructor() {
    super({
      script: "scripts/train.py",
      requirements: ["torch"],
      cloudCompute: new CloudCompute("A100:8", { nodes: 2, interruptible: true, diskSize: 400 }),
    });
  }

  override async run(features: Path, epochs: number) {
    const files = ["--features", features.local, "--model", this.model.local];
    await this.exec([...files, "--epochs", String(epochs)]);
  }

  override async onInterrupt(_notice: Notice) {
    await this.model.publish();
  }
}

export class Serve extends PythonScript {
  constructor() {
    super({
      script: "scripts/serve.py",
      requirements: ["fastapi", "uvicorn", "torch"],
      cloudCompute: new CloudCompute("L4"),
      port: 8000,
    });
  }

  override async run(model: Path) {
    await this.exec(["--model", model.local, "--host", this.host, "--port", String(this.port)]);
  }
}

export class Board extends PythonScript {
  constructor() {
    super({ script: "scripts/board.py", requirements: ["fastapi", "uvicorn"], port: 8000 });
  }

  override async run(curves: Path) {
    await this.exec(["--curves", curves.local, "--host", this.host, "--port", String(this.port)]);
  }
}

export class Gpu extends Flow {
  prepare = new Prepare();
  train = new Train();
  serve = new Serve();
  board = new Board();

  override async run() {
    await this.prepare.run(64);
    await this.train.run(this.prepare.features, config.number("epochs", 10));
    await Promise.all([this.serve.run(this.train.model), this.board.run(this.train.curves)]);
  }

  override configureLayout() {
    return [
      { name: "Model", content: this.serve },
      { name: "Curves", content: this.board },
    ];
  }
}

export default new App(new Gpu());
