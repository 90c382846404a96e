// `once` beside another condition, in whatever order and words.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run() {
    const { ok } = await fetch("https://ready.example");
    return ok;
  }
}

class Root extends Flow {
  use = new Use();
  ready = false;
  total = 0;
  seen: string[] = [];

  both() {
    if (this.ready && this.once("both")) this.total++;
    if (this.once("both-turned") && this.ready) this.seen.push("both");
    if (this.ready && this.total < this.seen.length && this.once("three")) this.seen.push("three");
    this.ready && this.once("expression") && this.seen.push("expression");
  }
  neither() {
    if (!(this.ready && this.once("neither"))) return;
    this.total += 1;
  }
  early() {
    if (!this.ready || !this.once("early")) return;
    this.total += 2;
  }
  earlyInTurn() {
    if (!this.ready) return;
    if (!this.once("early-in-turn")) return;
    this.total += 3;
  }
  ternary() {
    if (this.ready ? this.once("ternary") : false) this.total += 4;
    if (this.ready ? this.once("ready") : this.once("unready")) this.total += 5;
    const added = this.ready && this.once("named") ? 1 : 0;
    if (added) this.total += added;
  }
  otherwise() {
    if (!this.once("otherwise") || this.ready) this.use.start();
    else this.total += 6;
    if (this.once("either") || this.once("or")) this.seen.push("either");
    if (this.once("nullish") ?? false) this.seen.push("nullish");
    if ((this.ready ?? false) && this.once("nullish-before")) this.seen.push("before");
  }
  override async run() {
    this.ready = await this.use.run();
    const named = this.ready && this.once("variable");
    if (named) this.total += 7;
    this.both();
    this.neither();
    this.early();
    this.earlyInTurn();
    this.ternary();
    this.otherwise();
  }
}

export default new App(new Root());
