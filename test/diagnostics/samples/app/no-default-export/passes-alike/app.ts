// Exported by name, as the default.
import { App, Work } from "thunderhead";

class Greet extends Work {
  override async run() {}
}

const app = new App(new Greet());
export { app as default };
