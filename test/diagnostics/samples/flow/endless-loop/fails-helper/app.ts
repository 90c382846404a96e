import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  wait() {
    for (;;) {
      if (this.use.hasSucceeded) console.log("there it is");
    }
  }
  override async run() {
    this.use.start();
    this.wait();
  }
}

export default new App(new Root());
