import { App, CloudCompute, config, Flow, Work } from "thunderhead";

const big = config.boolean("big", false);
const port = config.oneOf("mode", ["fast", "slow"]) === "fast" ? 8001 : 8001;

class Train extends Work {
  override async run(_epochs?: number) {}
}

class Root extends Flow {
  small = new Train({ port });
  large = new Train({ cloudCompute: new CloudCompute("gpu") });
  override async run() {
    await (big ? this.large : this.small).run(config.number("epochs", 3));
  }
}

export default new App(new Root());
