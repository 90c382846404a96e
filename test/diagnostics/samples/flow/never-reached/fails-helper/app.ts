import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Watch extends Work {
  override async run() {
    while (true) await this.look();
  }
  async look() {
    console.log("nothing new");
  }
}
class Root extends Flow {
  watch = new Watch();
  use = new Use();

  async begin() {
    await this.watch.run();
  }
  override async run() {
    await this.begin();
    await this.use.run();
  }
}

export default new App(new Root());
