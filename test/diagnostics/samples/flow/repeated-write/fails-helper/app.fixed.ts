import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  total = 0;

  add(amount: number) {
    if (this.once("total")) this.total += amount;
  }
  override async run() {
    await this.use.run();
    this.add(5);
  }
}

export default new App(new Root());
