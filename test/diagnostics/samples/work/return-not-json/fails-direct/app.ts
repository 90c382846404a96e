import { App, Flow, Work } from "thunderhead";

class Score extends Work {
  override async run() {
    return new Map([["accuracy", 0.97]]);
  }
}

class Root extends Flow {
  score = new Score();

  override async run() {
    await this.score.run();
  }
}

export default new App(new Root());
