import { App } from "thunderhead";

class Settings {
  async run() {}
}
export default new App(new Settings() as never);
