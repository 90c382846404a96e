import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  override async run() {
    while (true) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
let steps = 0;
while (process.uptime() < 5) steps++;
for (;;) {
  if (steps > 3) break;
  steps++;
}

class Root extends Flow {
  any = new Any();
  override async run() {
    for (let i = 0; ; i++) await this.any.run();
  }
}

export default new App(new Root());
