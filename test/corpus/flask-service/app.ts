// A Flask app in Python, which is told its host by argparse; a flow waits until it answers.
import { App, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Serve extends PythonScript {
  constructor() {
    super({ script: "web.py", requirements: ["flask==3.1"], port: 5000 });
  }
  override async run() {
    await this.exec([`--host=${this.host}`, `--port=${this.port}`]);
  }
}
class Load extends Work {
  override async run(rounds: number) {
    return { rounds, errors: 0 };
  }
}
class Root extends Flow {
  serve = new Serve();
  load = new Load();

  override async run() {
    this.serve.start();
    await this.serve.ready({ timeout: "2m" });
    const { errors } = await this.load.run(100);
    if (errors === 0) this.serve.stop();
  }
}

export default new App(new Root());
