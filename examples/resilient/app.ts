// Training that survives: a crash, a spot notice, kill -9 of everything. Each goes on from a checkpoint.
import { App, CloudCompute, config, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class Prepare extends PythonScript {
  data = new Path("data.npz");

  constructor() {
    super({ script: "scripts/prepare.py", requirements: ["numpy"] });
  }
}

export class Train extends PythonScript {
  checkpoint = new Path("checkpoint.npz");

  constructor() {
    super({
      script: "scripts/train.py",
      requirements: ["numpy"],
      retries: 2, // of its own mistakes; notices and lost machines are no mistakes, and not counted
      cloudCompute: new CloudCompute("cpu-medium", { interruptible: true }),
    });
  }

  override async run(data: Path, epochs: number, crashAt: number) {
    await this.exec([
      ...["--data", data.local, "--epochs", String(epochs)],
      ...["--crash-at", String(crashAt), "--attempt", String(this.attempt)],
    ]);
  }
}

export class Evaluate extends PythonScript {
  constructor() {
    super({ script: "scripts/evaluate.py", requirements: ["numpy"] });
  }

  override async run(data: Path, checkpoint: Path) {
    await this.exec(["--data", data.local, "--checkpoint", checkpoint.local]);
    return this.reports;
  }
}

export class Resilient extends Flow {
  prepare = new Prepare();
  train = new Train();
  evaluate = new Evaluate();
  accuracy = 0;

  override async run() {
    await this.prepare.run();
    await this.train.run(this.prepare.data, 40, config.number("crashAt", 0));
    const { accuracy } = await this.evaluate.run(this.prepare.data, this.train.checkpoint);
    this.accuracy = Number(accuracy);
  }

  override configureLayout() {
    return { name: "Training", content: this.train };
  }
}

export default new App(new Resilient());
