import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Make extends Work {
  file = new Path("file.txt");
  other = new Path("other.txt");
  override async run(..._args: unknown[]) {
    await writeFile(this.file.local, "");
    await writeFile(this.other.local, "");
    return this.file;
  }
}
class Use extends Work {
  override async run(..._args: unknown[]) {}
}
class Serve extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
  override configureLayout() {
    return { name: "Page", content: `${this.url}/page` };
  }
}
class Inner extends Flow {
  serve = new Serve(8001);
  override async run() {
    this.serve.start();
  }
  override configureLayout() {
    return [
      { name: "Served", content: this.serve },
      { name: "Docs", content: "https://example.com" },
    ];
  }
}
class Root extends Flow {
  inner = new Inner();
  plain = new Use();
  override async run() {
    await this.inner.run();
    await this.plain.run();
  }
  override configureLayout() {
    return [
      { name: "Inner", content: this.inner },
      { name: "Plain", content: this.plain },
    ];
  }
}

export default new App(new Root());
