import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const at = (hour: number, minute: number) => `${minute} ${hour} * * *`;
class Root extends Flow {
  use = new Use();

  override async run() {
    await this.every(at(3, 75), async () => {
      await this.use.run();
    });
  }
}

export default new App(new Root());
