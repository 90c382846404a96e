import { spawn } from "node:child_process";
import { App, Flow, Work } from "thunderhead";

const uvicorn = (...words: string[]) => spawn("python", ["-m", "uvicorn", ...words]);

class Train extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {
    uvicorn("app:app", "--port", String(this.port));
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
