// Several nodes with a launcher of Python's own, on machines that may be taken away.
import { App, CloudCompute, Flow, Path } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const gang = (nodes: number) =>
  new CloudCompute("A100:8", { nodes, interruptible: true, shmSize: 16_384, diskSize: 500 });
class Pretrain extends PythonScript {
  checkpoint = new Path("checkpoint", { keep: 2 });

  constructor() {
    super({
      script: "train/main.py",
      requirements: ["torch==2.8.0", "numpy"],
      cloudCompute: gang(4),
      retries: { limit: 3, backoff: "30s" },
      timeout: "3d",
      env: { NCCL_DEBUG: "WARN" },
    });
  }
  override async run(options: { steps: number }) {
    await this.exec(["--steps", String(options.steps), "--out", this.checkpoint.local], {
      env: { OMP_NUM_THREADS: "8" },
    });
  }
}
class Root extends Flow {
  pretrain = new Pretrain();

  override async run() {
    await this.pretrain.run({ steps: 10_000 });
  }
  override configureLayout() {
    return { name: "Training", content: this.pretrain };
  }
}

export default new App(new Root());
