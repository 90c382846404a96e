import { App, Flow, secret, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const read = async (name: string) => secret(name).value();
class Root extends Flow {
  use = new Use();

  override async run() {
    if ((await read("TOKEN")).length > 3) await this.use.run();
  }
}

export default new App(new Root());
