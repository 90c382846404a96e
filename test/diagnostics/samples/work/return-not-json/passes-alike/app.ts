// Plain data, also when it comes out of a Map; and nothing at all.
import { App, Flow, Work } from "thunderhead";

class Score extends Work {
  override async run() {
    const scores = new Map([["accuracy", 0.97]]);
    return { scores: Object.fromEntries(scores), labels: ["a", "b"], best: null };
  }
}

class Quiet extends Work {
  override async run() {}
}

class Root extends Flow {
  score = new Score();
  quiet = new Quiet();

  override async run() {
    await this.score.run();
    await this.quiet.run();
  }
}

export default new App(new Root());
