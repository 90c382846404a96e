import { App, Work } from "thunderhead";

class Serve extends Work {
  override async run() {}
}

export default new App(new Serve({ port: Number(process.env["PORT"]) }));
