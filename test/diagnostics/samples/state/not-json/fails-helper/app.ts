import { App, Flow, Work } from "thunderhead";

const history = () => ({ points: [{ at: new Date(0) }] });
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  history = history();

  override async run() {
    await this.use.run();
  }
}

export default new App(new Root());
