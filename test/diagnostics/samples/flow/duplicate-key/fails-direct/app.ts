import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {
    await this.sleep("pause", "1m");
    console.log("half");
    await this.sleep("pause", "1m");
  }
}

export default new App(new Root());
