// Cursors of loops, writes that are the same each time, and what happens once or when it is due.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  round = 0;
  best = 0;
  seen: string[] = [];
  nights = 0;
  hours = 0;
  last: unknown;
  _scratch = 0;

  override async run() {
    while (this.round < 3) {
      await this.use.run(this.round);
      this.round++;
    }
    this.best = Math.max(this.best, this.round);
    this.last = await this.use.run("last");
    this._scratch++;
    if (this.once("seen")) this.seen.push("once");
    if (this.seen.length < 3) this.seen.push("more");
    if (this.schedule("0 0 * * *")) this.nights++;
    await this.every("0 * * * *", async () => {
      await this.use.run("hourly");
      this.hours++;
    });
  }
}

export default new App(new Root());
