import { createServer } from "node:http";
import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  override async run() {
    createServer((_, response) => response.end("Hello")).listen(this.port, this.host);
    await new Promise(() => {});
  }
}

class Root extends Flow {
  one = new Serve({ port: 8080 });
  two = new Serve({ port: 0 });

  override async run() {
    this.one.start();
    this.two.start();
  }
}

export default new App(new Root());
