// The clock where it is allowed: in works, steps, commands, and in a tick, where it stands still.
import { App, Flow, Work } from "thunderhead";

class Stamp extends Work {
  last = "";

  override async run(label: string) {
    this.last = new Date().toISOString();
    const jitter = Math.random();
    return `${label} ${this.last} ${jitter > 2 ? crypto.randomUUID() : ""}`;
  }
}
class Root extends Flow {
  stamp = new Stamp();
  started = "";
  isLate = false;

  override async run() {
    this.started = await this.step("started", () => new Date().toISOString());
    await this.stamp.run(`since ${this.started}`);
    this.isLate = Date.now() - Date.parse(this.started) > 3_600_000;
    if (this.isLate) console.log("late", new Date(Date.now()).getUTCHours());
  }
  override configureCommands() {
    return {
      again: () => {
        this.started = new Date().toISOString();
      },
    };
  }
}

export default new App(new Root());
