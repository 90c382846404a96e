import * as fs from "node:fs";
import { App, Flow, Work } from "thunderhead";

export class Nothing extends Work {
  override async run() {}
}

export class Root extends Flow {
  nothing = new Nothing();
  stood = false;
  drawn = -1;
  threw: string[] = [];

  override async run() {
    const before = [Date.now(), new Date().getTime()];
    await this.nothing.run();
    this.stood = before.every((time) => time === Date.now());
    this.drawn = await this.step("draw", () => Math.floor(Math.random() * 10));
    // By a name that nobody knows before the app runs.
    const name = `readFile${this.stood ? "Sync" : ""}`;
    Reflect.get(fs, name)("/etc/hostname");
  }
}

export default new App(new Root());
