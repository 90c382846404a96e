import { createServer } from "node:http";
import { Flow, Path, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class Train extends Work {
  model = new Path("model.txt");
  readonly rate: number;

  constructor(rate: number) {
    super();
    this.rate = rate;
  }

  override async run() {
    const { writeFile } = await import("node:fs/promises");
    await writeFile(this.model.local, `rate ${this.rate}`);
  }
}

export class Serve extends Work {
  constructor() {
    super({ port: 0 });
  }

  override async run(model: Path) {
    const { readFile } = await import("node:fs/promises");
    const text = await readFile(model.local, "utf8");
    const server = createServer((_, response) => response.end(text));
    server.listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    server.close();
  }
}

export class Score extends PythonScript {
  readonly _label: string;

  constructor(label: string) {
    super({ script: "score.py" });
    this._label = label;
  }

  override async run(model: Path) {
    await this.exec([model.local, this._label]);
    return this.reports["score"];
  }
}

/** A flow that is an element: it owns a work with arguments, and one with a port. */
export class Trial extends Flow {
  train: Train;
  serve = new Serve();
  done = false;

  constructor(rate: number) {
    super();
    this.train = new Train(rate);
  }

  override async run() {
    await this.train.run();
    this.serve.start(this.train.model);
    await this.serve.ready();
    this.done = true;
  }
}
