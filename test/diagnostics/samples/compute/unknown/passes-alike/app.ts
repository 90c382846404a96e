// General names, a type of the provider, needs, and a list of wishes.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

class Root extends Flow {
  general = new Train({ cloudCompute: new CloudCompute("gpu-fast-multi") });
  type = new Train({ cloudCompute: new CloudCompute("p4d.24xlarge") });
  need = new Train({ cloudCompute: new CloudCompute("A100:8") });
  memory = new Train({ cloudCompute: new CloudCompute("24GB+") });
  either = new Train({ cloudCompute: new CloudCompute({ anyOf: ["L4", "A10G"] }) });

  override async run() {
    await Promise.all([
      this.general.run(),
      this.type.run(),
      this.need.run(),
      this.memory.run(),
      this.either.run(),
    ]);
  }
}

export default new App(new Root());
