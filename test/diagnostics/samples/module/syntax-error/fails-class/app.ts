import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {
    if (true) {
  }
}

export default new App(new Root());
