// Two services take turns: the new one is looked at before the old one stops, and the old one stays if it fails.
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { App, Flow, Path, Work } from "thunderhead";

class Build extends Work {
  release = new Path("release.json", { keep: 2 });
  override async run(version: number) {
    await writeFile(this.release.local, JSON.stringify({ version }));
  }
}
class Serve extends Work {
  constructor(port: number) {
    super({ port, raiseException: false });
  }
  override async run(release: Path, version: number) {
    const text = `${version} ${await readFile(release.local, "utf8")}`;
    const server = createServer((_, answer) => answer.end(text)).listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    server.close();
  }
}
class Root extends Flow {
  build = new Build();
  blue = new Serve(8010);
  green = new Serve(8011);
  version = 1;

  override async run() {
    const { version } = this;
    const [next, before] = version % 2 === 0 ? [this.green, this.blue] : [this.blue, this.green];
    await this.build.run(version);
    next.start(this.build.release, version);
    await next.ready({ timeout: "2m" });
    if (next.hasFailed) return;
    before.stop();
  }
  override configureCommands() {
    return {
      release: () => {
        this.version++;
      },
    };
  }
  override configureLayout() {
    return { name: "Live", content: this.version % 2 === 0 ? this.green : this.blue };
  }
}

export default new App(new Root());
