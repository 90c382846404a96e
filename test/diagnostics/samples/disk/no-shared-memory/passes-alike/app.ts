// All of its memory, more than Linux gives by itself, and less.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(shmSize: number) {
    super({ cloudCompute: new CloudCompute("m7i.large", { shmSize }) });
  }
  override async run() {}
}
class Root extends Flow {
  trains = [8_192, 6_000, 64].map((size) => new Train(size));

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
