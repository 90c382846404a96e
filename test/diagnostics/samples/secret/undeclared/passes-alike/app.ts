// Granted, with something to fall back on, set by the script itself, and variables that are no secrets.
import { App, Flow, secret, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor() {
    super({
      script: "train.py",
      env: { HF_TOKEN: secret("HF_TOKEN"), WANDB_API_KEY: secret("WANDB") },
    });
  }
}
class Ask extends Work {
  constructor() {
    super({ env: { OPENAI_API_KEY: secret("OPENAI_API_KEY") } });
  }
  override async run() {
    const port = process.env["PORT"] ?? "8080";
    return [process.env["OPENAI_API_KEY"], process.env["SPARE_TOKEN"] ?? "none", port, process.env["HOME"]].length;
  }
}
class Root extends Flow {
  train = new Train();
  ask = new Ask();

  override async run() {
    await this.train.run();
    await this.ask.run();
  }
}

export default new App(new Root());
