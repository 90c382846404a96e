import { App, CloudCompute, config, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

function trainOn(size: "small" | "big"): Train {
  switch (size) {
    case "small":
      return new Train();
    case "big":
      return new Train({ cloudCompute: new CloudCompute("gpu-fast-multi") });
  }
}

class Root extends Flow {
  train = trainOn(config.oneOf("size", ["small", "big"]));
  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
