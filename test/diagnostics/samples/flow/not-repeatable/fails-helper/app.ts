import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const dice = () => 1 + Math.floor(Math.random() * 6);
class Root extends Flow {
  use = new Use();
  sides = 0;

  override async run() {
    this.sides = dice();
    await this.use.run("fixed");
  }
}

export default new App(new Root());
