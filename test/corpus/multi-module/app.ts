// Works, flows and settings in modules of their own, re-exported through one.
import { App, Flow } from "thunderhead";
import { Evaluation, Preparation, settings } from "./pipeline/index.ts";

class Root extends Flow {
  preparation = new Preparation(settings.sources);
  evaluation = new Evaluation();

  override async run() {
    await this.preparation.run();
    await this.evaluation.run(this.preparation.outputs);
  }
}

export default new App(new Root());
