// Inside the work; and what a flow may ask.
import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {
    console.log(this.host, this.port, this.internalUrl, this.attempt, this.callId, this.node.rank);
    this.signal.throwIfAborted();
  }
}
class Root extends Flow {
  serve = new Serve();

  override async run() {
    this.serve.start();
    await this.serve.ready();
    console.log(this.serve.name, this.serve.url, this.serve.status.stage, this.serve.machine);
  }
}

export default new App(new Root());
