import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {}
}

export default new App(new Root());
