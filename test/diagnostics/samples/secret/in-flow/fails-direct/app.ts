import { App, Flow, secret, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    const token = await secret("HF_TOKEN").value();
    await this.use.run(token.length);
  }
}

export default new App(new Root());
