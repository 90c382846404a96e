// Enough of it, the machine's own half, no other processes, another kind of workers.
import { App, CloudCompute, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Train extends PythonScript {
  constructor(script: string, shmSize?: number) {
    super({ script, cloudCompute: new CloudCompute("gpu", shmSize ? { shmSize } : {}) });
  }
}
class Root extends Flow {
  enough = new Train("train.py", 8_192);
  half = new Train("train.py");
  alone = new Train("alone.py", 64);

  override async run() {
    await Promise.all([this.enough.run(), this.half.run(), this.alone.run()]);
  }
}

export default new App(new Root());
