// A key for each round, one key in branches of which one is taken, one key for two kinds of things.
import { App, config, Flow } from "thunderhead";

class Root extends Flow {
  fast = config.boolean("fast", false);

  async load(city: string) {
    return this.step(["load", city], () => city.length);
  }
  override async run() {
    for (const city of ["Oslo", "Rome"]) await this.load(city);
    if (this.fast) await this.sleep("pause", "1s");
    else await this.sleep("pause", "1m");
    await this.step("pause", () => 1);
    for (const round of [1, 2]) if (this.once(["round", round])) console.log(round);
  }
}

export default new App(new Root());
