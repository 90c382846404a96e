import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {
    // @ts-expect-error a bare number
    await this.sleep("pause", 90);
  }
}

export default new App(new Root());
