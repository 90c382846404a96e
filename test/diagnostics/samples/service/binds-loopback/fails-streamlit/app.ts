import { spawn } from "node:child_process";
import { App, Flow, Work } from "thunderhead";
import { address } from "./address.ts";

class Train extends Work {
  constructor() {
    super({ port: 8501 });
  }
  override async run() {
    spawn("streamlit", ["run", "app.py", `--server.port=${this.port}`, ...address]);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
