import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const settings = (rate: number) => ({ rate, onEnd: () => console.log("end") });
class Root extends Flow {
  use = new Use();

  override async run() {
    await this.use.run(settings(0.1));
  }
}

export default new App(new Root());
