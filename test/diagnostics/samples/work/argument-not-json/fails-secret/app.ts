import { App, Flow, secret, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  token = secret("HF_TOKEN");

  override async run() {
    await this.use.run({ token: this.token });
  }
}

export default new App(new Root());
