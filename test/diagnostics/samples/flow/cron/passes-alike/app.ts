// All that a schedule may say: lists, ranges, steps, names, seconds at the end, the last Friday.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    for (const cron of ["*/15 9-17 * * mon-fri", "0 0 1,15 * *", "5 4 * jan SUN", "* * * * * */10"])
      if (this.schedule(cron, { key: cron })) this.use.start(cron);
    if (this.schedule("0 3 L * *", { timezone: "Europe/Berlin" })) this.use.start("last");
    if (this.schedule("0 3 * * 5L")) this.use.start("friday");
    if (this.schedule("59 23 29 2 *")) this.use.start("leap");
  }
}

export default new App(new Root());
