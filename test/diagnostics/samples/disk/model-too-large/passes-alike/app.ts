// Room enough, lighter weights, an active part, only a name, a service elsewhere, another folder.
import { exec, spawn } from "node:child_process";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Serve extends Work {
  constructor(
    readonly words: readonly string[],
    diskSize = 100,
  ) {
    super({ cloudCompute: new CloudCompute("L40S:4", { diskSize }) });
  }
  override async run() {
    spawn("vllm", ["serve", ...this.words]);
  }
}
class Kept extends Work {
  weights = new Path("weights");

  override async run() {
    console.log("vllm serve meta-llama/Llama-3.1-405B");
    const env = { HF_HOME: this.weights.local };
    spawn("vllm", ["serve", "meta-llama/Llama-3.1-70B"], { env });
  }
}
class Told extends Work {
  override async run() {
    console.log("vllm serve meta-llama/Llama-3.1-405B");
    exec("hf download meta-llama/Llama-3.1-405B config.json");
    exec("hf download --repo-type dataset me/answers-of-405B");
    process.stdout.write("vllm serve tiiuae/falcon-180B");
    console.error(`Try vllm serve ${"tiiuae/falcon-180B"}`);
  }
}
class Script extends PythonScript {
  constructor(script: string) {
    super({ script, cloudCompute: new CloudCompute("L40S:4") });
  }
  override async run(...words: string[]) {
    await this.exec(["--model", "meta-llama/Llama-3.1-70B", ...words]);
  }
}
class Root extends Flow {
  roomy = new Serve(["meta-llama/Llama-3.1-70B"], 300);
  light = new Serve(["meta-llama/Llama-3.1-70B-Instruct-AWQ"]);
  part = new Serve(["Qwen/Qwen3-30B-A3B"]);
  told = new Told();
  small = new Serve(["Qwen/Qwen3-8B", "--served-model-name", "meta-llama/Llama-3.1-70B"]);
  folder = new Serve(["meta-llama/Llama-3.1-70B", "--download-dir", "/data"]);
  kept = new Kept();
  asked = new Script("ask.py");
  elsewhere = new Script("elsewhere.py");

  override async run() {
    await Promise.all([
      this.roomy.run(),
      this.light.run(),
      this.told.run(),
      this.part.run(),
      this.small.run(),
      this.folder.run(),
      this.kept.run(),
      this.asked.run(),
      this.elsewhere.run(),
    ]);
  }
}

export default new App(new Root());
