// As they are called here; and such words in environments, arguments and fields.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  cache_calls = 3;

  constructor(readonly settings: { idle_timeout: number }) {
    super({ cacheCalls: false, cloudCompute: new CloudCompute("cpu", { idleTimeout: "1m" }), env: { disk_size: "1" } });
  }
  override async run(options: { start_with_flow: boolean }) {
    return options;
  }
}
class Root extends Flow {
  train = new Train({ idle_timeout: 5 });

  override async run() {
    await this.train.run({ start_with_flow: true });
  }
}

export default new App(new Root());
