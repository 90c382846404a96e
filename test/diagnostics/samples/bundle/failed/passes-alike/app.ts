// What the bundler cannot find is only a type, and only the flow's.
import { App, Flow, Work } from "thunderhead";
import { type Word, words } from "./words.ts";

class Greet extends Work {
  override async run(word: Word) {
    console.log(word, words);
  }
}

class Root extends Flow {
  greet = new Greet();

  override async run() {
    await this.greet.run("Hello");
  }
}

export default new App(new Root());
