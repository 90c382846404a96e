// Loops with a cursor, with an end, with another call each time; and endless ones of works.
import { App, Flow, Work } from "thunderhead";

class Poll extends Work {
  override async run(..._: unknown[]) {
    while (true) {
      if ((await fetch("https://example.com")).ok) return;
    }
  }
}
class Root extends Flow {
  poll = new Poll();
  round = 0;

  override async run() {
    for (;;) {
      if (this.round >= 3) break;
      await this.poll.run(this.round);
      this.round++;
    }
    while (true) {
      const answer = await this.poll.again(this.round).run();
      this.round++;
      if (answer === "enough") return;
    }
  }
}

export default new App(new Root());
