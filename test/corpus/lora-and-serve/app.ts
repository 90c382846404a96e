// An adapter is trained on what was downloaded once, and served beside the base model.
import { App, CloudCompute, config, Flow, Path, secret } from "thunderhead";
import { PythonScript } from "thunderhead/components";

const token = { HF_TOKEN: secret("HF_TOKEN") };
const models = { small: "Qwen/Qwen3-0.6B", large: "Qwen/Qwen3-8B" } as const;
const size = config.oneOf("size", ["small", "large"], "small");
const card = "gpu-fast";

class Download extends PythonScript {
  weights = new Path("weights", { keep: 1 });

  constructor() {
    super({ script: "lora/download.py", requirements: ["huggingface-hub"], env: token });
  }
  override async run(model: string) {
    await this.weights.restore();
    await this.exec(["--model", model, "--to", this.weights.local]);
  }
}
class Tune extends PythonScript {
  adapter = new Path("adapter");

  constructor() {
    super({
      script: "lora/tune.py",
      requirements: ["torch==2.8.0", "peft", "transformers"],
      cloudCompute: new CloudCompute(card, { interruptible: true, diskSize: 200 }),
    });
  }
  override async run(weights: Path, options: { rank: number; alpha: number }) {
    await this.adapter.restore();
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    await this.exec(["--weights", weights.local, "--out", this.adapter.local, ...flags]);
  }
  override async onInterrupt() {
    await this.adapter.publish();
  }
}
class Serve extends PythonScript {
  constructor() {
    super({
      script: "lora/serve.py",
      requirements: ["vllm"],
      port: 8000,
      cloudCompute: new CloudCompute(card, { diskSize: 200 }),
      health: { path: "/health", grace: "15m" },
      env: token,
    });
  }
  override async run(weights: Path, adapter?: Path) {
    const lora = adapter ? ["--lora", adapter.local] : [];
    await this.exec([
      "--model",
      weights.local,
      "--host",
      this.host,
      "--port",
      `${this.port}`,
      ...lora,
    ]);
  }
}
class Root extends Flow {
  download = new Download();
  tune = new Tune();
  serve = new Serve();

  override async run() {
    await this.download.run(models[size]);
    const { weights } = this.download;
    await this.tune.run(weights, { rank: size === "small" ? 8 : 16, alpha: 32 });
    await this.serve.run(weights, this.tune.adapter);
  }
  override configureLayout() {
    return [
      { name: "Chat", content: `${this.serve.url}/docs` },
      { name: "Training", content: this.tune },
    ];
  }
}

export default new App(new Root());
