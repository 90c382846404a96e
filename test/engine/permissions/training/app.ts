// What the boring app's program lacks: two machines that train together, behind a NAT gateway and close to each
// other, and a host name below a domain.
import { App, CloudCompute, Flow, Work } from "thunderhead";

export class Train extends Work {
  constructor() {
    super({ cloudCompute: new CloudCompute("A100:8", { nodes: 2 }) });
  }

  override async run(): Promise<string> {
    return `${this.node.rank} of ${this.node.count} at ${this.node.mainAddress}:${this.node.mainPort}`;
  }
}

export class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }

  override async run(): Promise<void> {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => response.end("served"));
    await new Promise((_, reject) => server.listen(this.port, this.host).once("error", reject));
  }
}

export class Training extends Flow {
  train = new Train();
  serve = new Serve();

  override async run() {
    await this.train.run();
    await this.serve.run();
  }
}

export default new App(new Training());
