// A file written on one machine is read on another, and served: the smallest app with all the parts.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class SourceFile extends Work {
  boringFile = new Path("boring_file.txt");

  override async run() {
    await writeFile(this.boringFile.local, "Hello there!");
  }
}

export class ServeFile extends PythonScript {
  constructor() {
    super({ script: "scripts/serve.py", requirements: ["fastapi", "uvicorn"], port: 1111 });
  }

  override async run(file: Path) {
    await this.exec(["--filepath", file.local, "--host", this.host, "--port", String(this.port)]);
  }
}

export class Boring extends Flow {
  source = new SourceFile();
  serve = new ServeFile();

  override async run() {
    await this.source.run();
    await this.serve.run(this.source.boringFile);
  }

  override configureLayout() {
    return { name: "Boring Tab", content: `${this.serve.url}/file` };
  }
}

export default new App(new Boring());
