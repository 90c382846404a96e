import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  round = 0;

  override async run() {
    while (true) {
      await this.use.run(this.round);
      this.round++;
    }
    console.log("all done");
  }
}

export default new App(new Root());
