import { App, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 0, startWithFlow: true, cacheCalls: false, onNewCall: "queue" });
  }
  override async run() {}
}

const app = new App(new Serve(), { title: `One ${"Work"}` });
export { app as default };
