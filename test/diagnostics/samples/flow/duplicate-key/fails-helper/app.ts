import { App, Flow } from "thunderhead";

class Root extends Flow {
  async load(city: string) {
    return this.step("load", () => city.length);
  }
  override async run() {
    await this.load("Oslo");
    await this.load("Rome");
  }
}

export default new App(new Root());
