// Services called last, raced, started, or ended after some time; loops that are left.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {
    while (true) await this.look();
  }
  async look() {}
}
class Label extends Work {
  labels = new Path("labels.json");

  constructor() {
    super({ port: 8001 });
  }
  override async run() {
    await writeFile(this.labels.local, "{}");
  }
}
class Root extends Flow {
  serve = new Serve();
  label = new Label();
  use = new Use();
  round = 0;

  override async run() {
    await this.label.run();
    await this.use.run(this.label.labels);
    this.serve.start();
    await this.serve.ready();
    while (true) {
      await this.use.run(this.round);
      this.round++;
      if (this.round > 3) break;
    }
    await Promise.race([this.serve.run(), this.sleep("patience", "1h")]);
    console.log("an hour later");
    await this.serve.run();
  }
}

export default new App(new Root());
