// Two flags decide a card, a port and a path of health together; no combination clashes.
import { createServer } from "node:http";
import { App, CloudCompute, config, Flow, Work } from "thunderhead";
import flags from "./flags.json" with { type: "json" };

const { gpu } = flags;
const debug = config.boolean("debug", false);
const port = gpu ? 8001 : 8000;

class Serve extends Work {
  constructor(options: { port: number; cloudCompute?: CloudCompute; health?: { path: string } }) {
    super(options);
  }
  override async run() {
    const server = createServer((_, answer) => answer.end("ok")).listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    server.close();
  }
}
class Root extends Flow {
  model = new Serve({
    port,
    ...(gpu ? { cloudCompute: new CloudCompute("gpu") } : {}),
    health: { path: flags.debug ? "/debug/health" : "/health" },
  });
  metrics = new Serve({ port: gpu ? 8000 : 8001 });

  override async run() {
    await Promise.all([this.model.run(), ...(debug ? [this.metrics.run()] : [])]);
  }
  override configureLayout() {
    const tabs = [{ name: "Model", content: this.model }];
    return debug ? [...tabs, { name: "Metrics", content: this.metrics }] : tabs;
  }
}

export default new App(new Root());
