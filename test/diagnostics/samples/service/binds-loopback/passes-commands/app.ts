// Told the host, by a flag or a variable; and one behind the work's own server.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {
    spawn("uvicorn", ["app:app", "--host", this.host, "--port", String(this.port)]);
    spawn("vllm", ["serve", "Qwen/Qwen3-8B", "--port", String(this.port)]);
    spawn("gunicorn", ["--bind", `0.0.0.0:${this.port}`, "app:app"]);
  }
}
class Told extends Work {
  constructor() {
    super({ port: 8001, env: { UVICORN_HOST: "0.0.0.0" } });
  }
  override async run() {
    spawn("uvicorn", ["app:app", "--port", String(this.port)]);
  }
}
class Behind extends Work {
  constructor() {
    super({ port: 8002 });
  }
  override async run() {
    spawn("uvicorn", ["app:app", "--host", "127.0.0.1", "--port", "9000"]);
    createServer().listen(this.port, this.host);
  }
}
class Root extends Flow {
  serve = new Serve(8000);
  told = new Told();
  behind = new Behind();

  override async run() {
    await Promise.all([this.serve.run(), this.told.run(), this.behind.run()]);
  }
}

export default new App(new Root());
