import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

export class Source extends Work {
  file = new Path("file.txt");
  override async run() {
    await writeFile(this.file.local, "Hello!");
  }
}

export class Serve extends Work {
  override async run(file: Path) {
    console.log(file.local, this.port);
  }
}

export class Small extends Flow {
  source = new Source();
  serve = new Serve({ port: 8080, public: true });

  override async run() {
    await this.source.run();
    await this.serve.run(this.source.file);
  }
}

export default new App(new Small());
