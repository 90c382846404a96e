import { App, CloudCompute, Flow, Work } from "thunderhead";

const gib = (count: number) => count * 1024;
const sharing = (name: string, memory: number) => new CloudCompute(name, { shmSize: gib(memory) });

class Train extends Work {
  constructor(compute: CloudCompute) {
    super({ cloudCompute: compute });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train(sharing("g5.xlarge", 32));

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
