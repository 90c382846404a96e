import { App, Flow } from "thunderhead";

class Root extends Flow {
  override async run() {}
}
export const app = new App(new Root());
