// Getters, arrow functions and methods: read when somebody asks.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  file = new Path("file.txt");

  override async run(..._: unknown[]) {
    await writeFile(this.file.local, "1 2 3");
  }
}

class Root extends Flow {
  make = new Make();
  placeLater = () => this.make.name;

  get address() {
    return this.make.url;
  }
  override async run() {
    await this.make.run();
    console.log(this.address, this.placeLater(), this.make.hasSucceeded);
  }
}

export default new App(new Root());
