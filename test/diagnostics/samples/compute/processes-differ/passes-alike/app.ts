// As many as there are, counted by the launcher, some of the cards, on the processor, two launches, another's number.
import { exec, spawn } from "node:child_process";
import { App, CloudCompute, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const four = new CloudCompute("A10G:4");
class Launched extends Work {
  constructor(
    readonly words: readonly string[],
    cloudCompute = four,
    env: Record<string, string> = {},
  ) {
    super({ cloudCompute, env });
  }
  override async run() {
    spawn("torchrun", this.words);
  }
}
class Twice extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A10G:4") });
  }
  override async run() {
    console.log("Not torchrun --nproc_per_node=8 one.py");
    spawn("torchrun", ["--nproc_per_node=2", "one.py"]);
    exec("CUDA_VISIBLE_DEVICES=0,1,2 accelerate launch --num_processes 3 three.py");
    spawn("torchrun", ["--nproc_per_node=2", "two.py"]);
  }
}
class Accelerated extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A100:8", { nodes: 2 }) });
  }
  override async run() {
    spawn("accelerate", ["launch", "--num_processes", "16", "train.py", String(this.node.rank)]);
  }
}
class Scripted extends PythonScript {
  constructor(script: string) {
    super({ script, cloudCompute: new CloudCompute("A10G:4") });
  }
  override async run() {
    await this.exec(["--num_processes", "16"]);
  }
}
class Shared extends Launched {
  constructor() {
    super(["--nproc_per_node=2", "train.py"], new CloudCompute("A10G:4", { colocationGroup: "g" }));
  }
}
class Root extends Flow {
  same = new Launched(["--nproc_per_node=4", "train.py"]);
  counted = new Launched(["--nproc_per_node=gpu", "train.py"]);
  some = new Launched(["--nproc_per_node=2", "train.py"], four, { CUDA_VISIBLE_DEVICES: "0,1" });
  ids = new Launched(["--nproc_per_node=2", "t.py", "--tensor-parallel-size", "2"]);
  processor = new Launched(["--nproc_per_node=8", "t.py"], new CloudCompute("cpu-medium"));
  gloo = new Launched(["--nproc_per_node=8", "t.py", "--backend", "gloo"]);
  twice = new Twice();
  accelerated = new Accelerated();
  preprocessing = new Scripted("prepare.py");
  shared = new Shared();

  override async run() {
    await Promise.all([
      this.same.run(),
      this.counted.run(),
      this.some.run(),
      this.ids.run(),
      this.processor.run(),
      this.gloo.run(),
      this.twice.run(),
      this.accelerated.run(),
      this.preprocessing.run(),
      this.shared.run(),
    ]);
  }
}

export default new App(new Root());
