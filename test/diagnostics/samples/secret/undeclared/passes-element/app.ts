import { App, ComponentMap, Flow, secret } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Trial extends PythonScript {
  constructor(rate: number) {
    super({
      script: "trial.py",
      env: { RATE: String(rate), HF_TOKEN: secret("HF_TOKEN") },
    });
  }
}

class Sweep extends Flow {
  trials = new ComponentMap<Trial>({ max: 4 });
  override async run() {
    for (const rate of [1, 2]) await this.trials.create(`rate-${rate}`, Trial, rate).run();
  }
}

export default new App(new Sweep());
