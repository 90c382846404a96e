import { App, Flow } from "thunderhead";

const make = (root: object) => ({ app: root });
class Root extends Flow {
  override async run() {}
}
export default make(new App(new Root()));
