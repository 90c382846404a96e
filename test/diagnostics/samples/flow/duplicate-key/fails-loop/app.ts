import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {
    for (const city of await this.step("cities", () => ["Oslo", "Rome"])) {
      await this.step("load", () => city.length);
    }
  }
}

export default new App(new Root());
