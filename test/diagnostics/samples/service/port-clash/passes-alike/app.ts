// The same number on machines of their own, another number, and any free one.
import { createServer } from "node:http";
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  override async run() {
    createServer((_, response) => response.end("Hello")).listen(this.port, this.host);
    await new Promise(() => {});
  }
}

class Root extends Flow {
  one = new Serve({ port: 8080 });
  other = new Serve({ port: 8081 });
  free = new Serve({ port: 0 });
  own = new Serve({ port: 8080, cloudCompute: new CloudCompute("cpu") });

  override async run() {
    this.one.start();
    this.other.start();
    this.free.start();
    this.own.start();
  }
}

export default new App(new Root());
