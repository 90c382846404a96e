// What a flow may keep between ticks without counting ticks: maxima, last values, sets as lists, things done once.
import { App, Flow, Work } from "thunderhead";

class Measure extends Work {
  loss = 1;

  override async run(round: number) {
    this.loss = 1 / (round + 1);
    return this.loss;
  }
}
class Root extends Flow {
  measure = new Measure();
  round = 0;
  lowest = 1;
  curve: number[] = [];
  seen: Record<string, true> = {};
  messages: string[] = [];

  note(text: string) {
    if (!this.messages.includes(text)) this.messages = [...this.messages, text];
  }
  override async run() {
    for (; this.round < 4; this.round++) {
      const loss = await this.measure.run(this.round);
      this.lowest = Math.min(this.lowest, loss);
      this.curve[this.round] = loss;
      this.seen[`round-${this.round}`] = true;
    }
    if (this.lowest < 0.5) this.note("below a half");
    if (this.once("finished")) this.messages.push("finished");
    const average = this.curve.reduce((sum, loss) => sum + loss, 0) / this.curve.length;
    console.log(`average ${average.toFixed(2)}`);
  }
}

export default new App(new Root());
