import { App, CloudCompute, Work } from "thunderhead";

class Train extends Work {
  override async run() {}
}

export default new App(new Train({ cloudCompute: new CloudCompute("gpu-quick") }));
