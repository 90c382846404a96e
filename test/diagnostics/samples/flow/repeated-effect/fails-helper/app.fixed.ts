import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  renew() {
    if (this.once("stop use")) this.use.stop();
  }
  override async run() {
    this.renew();
    await this.use.run("again");
  }
}

export default new App(new Root());
