import { exec } from "node:child_process";
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {
    exec(`gunicorn --bind 127.0.0.1:${this.port} app:app`);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
