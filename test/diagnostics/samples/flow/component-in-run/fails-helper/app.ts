import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  #make() {
    return new Use();
  }
  override async run() {
    await this.#make().run(1);
  }
}

export default new App(new Root());
