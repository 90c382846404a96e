import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    const cities = ["Oslo", "Rome"];
    await Promise.all(cities.map((city) => this.step("length", () => city.length)));
  }
}

export default new App(new Root());
