// Told the host, listening everywhere, with the host in the environment; and scripts that are no services.
import { App, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";
import { createServer } from "node:http";

class Serve extends PythonScript {
  constructor() {
    super({ script: "serve.py", requirements: ["uvicorn"], port: 8000 });
  }
  override async run() {
    await this.exec(["--host", this.host, "--port", String(this.port)]);
  }
}
class Demo extends PythonScript {
  constructor() {
    super({
      script: "demo.py",
      requirements: ["gradio"],
      port: 7860,
      env: { GRADIO_SERVER_NAME: "0.0.0.0" },
    });
  }
}
class Web extends PythonScript {
  constructor() {
    super({ script: "web.py", requirements: ["flask"], port: 5000 });
  }
}
class Listen extends Work {
  constructor() {
    super({ port: 8001 });
  }
  override async run() {
    createServer().listen(this.port, this.host);
  }
}
class Client extends PythonScript {
  constructor() {
    super({ script: "client.py" });
  }
  override async run() {
    await this.exec(["--host", "127.0.0.1"]);
  }
}
class Root extends Flow {
  serve = new Serve();
  demo = new Demo();
  web = new Web();
  listen = new Listen();
  client = new Client();

  override async run() {
    await this.client.run();
    await Promise.all([this.serve.run(), this.demo.run(), this.web.run(), this.listen.run()]);
  }
}

export default new App(new Root());
