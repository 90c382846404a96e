// A long training that survives: what was published is found again, on notice too.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  state = new Path("state.json");
  epoch = 0;

  constructor() {
    super({
      cloudCompute: new CloudCompute({ anyOf: ["L4", "A10G"] }, { interruptible: true }),
      retries: 3,
      timeout: "12h",
    });
  }
  override async run(epochs: number) {
    if (this.state.previous !== null) {
      const { epoch } = JSON.parse(await readFile(this.state.previous, "utf8"));
      this.epoch = epoch;
    }
    while (this.epoch < epochs) {
      this.signal.throwIfAborted();
      await writeFile(this.state.local, JSON.stringify({ epoch: this.epoch }));
      this.epoch++;
    }
    return { epochs: this.epoch, attempt: this.attempt };
  }
  override async onInterrupt() {
    await this.state.publish();
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    const { epochs } = await this.train.run(50);
    this.stop(`${epochs} epochs`);
  }
}

export default new App(new Root());
