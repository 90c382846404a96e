import { createServer } from "node:http";
import { App, Flow, Work } from "thunderhead";

export class Serve extends Work {
  pid = 0;

  constructor() {
    super({ port: 18180, retries: 1 });
  }

  override async run() {
    this.pid = process.pid;
    const server = createServer((request, response) => {
      response.end(`${request.url} ${request.headers.cookie ?? "no cookie"} ${process.cwd()}`);
    });
    server.listen(this.port, this.host);
    await new Promise(() => {});
  }
}

export class Root extends Flow {
  serve = new Serve();

  override async run() {
    await this.serve.run();
  }

  override configureLayout() {
    return [
      { name: "Page", content: `${this.serve.url}/file` },
      { name: "Work", content: this.serve },
    ];
  }
}

export default new App(new Root());
