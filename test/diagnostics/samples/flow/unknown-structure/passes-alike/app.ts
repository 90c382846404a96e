// Worked out from constants; and an unknown value that decides nothing.
import { App, Flow, Work } from "thunderhead";

const base = 8000;
const ports = { serve: base + 80 };

class Serve extends Work {
  override async run(greeting: string) {
    console.log(greeting);
  }
}

class Root extends Flow {
  serve = new Serve({ port: ports.serve });

  override async run() {
    await this.serve.run(process.env["GREETING"] ?? "Hello");
  }
}

export default new App(new Root());
