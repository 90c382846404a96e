import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    const timezone = "Berlin";
    await this.every("0 3 * * *", async () => void (await this.use.run()), { timezone });
  }
}

export default new App(new Root());
