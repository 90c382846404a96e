import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await this.use.run("data");
      } catch (error) {
        console.log(error);
      }
    }
  }
}

export default new App(new Root());
