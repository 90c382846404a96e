import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    const due = this.schedule("0 3 * * *");
    if (due) await this.use.run();
  }
}

export default new App(new Root());
