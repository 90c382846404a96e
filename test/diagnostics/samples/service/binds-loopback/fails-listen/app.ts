import { App, Flow, Work } from "thunderhead";
import { createServer } from "node:http";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {
    const server = createServer((_, response) => response.end("hello"));
    server.listen(this.port, "127.0.0.1");
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }
}

export default new App(new Root());
