// Started when it is due and awaited elsewhere; `every` where it is awaited.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  other = new Use();
  due = false;

  override async run() {
    if (this.schedule("0 3 * * *")) {
      this.use.start();
      this.due = true;
    }
    if (this.due) await this.other.run();
    if (!this.schedule("0 4 * * *")) await this.other.run("meanwhile");
    await this.every("0 * * * *", async () => {
      await this.use.run("hourly");
    });
  }
}

export default new App(new Root());
