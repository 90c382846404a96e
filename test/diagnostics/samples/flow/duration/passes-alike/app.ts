// Every unit, put together too; and numbers where numbers belong.
import { App, Flow, Work } from "thunderhead";

const minutes = (count: number) => `${count}m` as const;
class Train extends Work {
  constructor() {
    super({ timeout: "1.5h", retries: { limit: 2, backoff: "250ms" }, health: { grace: minutes(2) } });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train();
  small = new Train();

  override async run() {
    await this.sleep("pause", "1d");
    await this.step("load", () => 1, { retries: 3, backoff: "2s" });
    if (this.elapsed("limit", minutes(5))) this.stop();
    await this.train.run();
  }
}

export default new App(new Root());
