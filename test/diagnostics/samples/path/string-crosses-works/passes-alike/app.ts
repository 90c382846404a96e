// Strings that cross works and are no files: a name, a url, a word that a work has worked out.
import { App, Flow, Work } from "thunderhead";

class Choose extends Work {
  model = "resnet18";
  list = "https://example.com/list.txt";
  verdict = "";

  override async run() {
    this.verdict = `${this.model}: good`;
  }
}

class Use extends Work {
  override async run(...words: string[]) {
    console.log(words.join(" "));
  }
}

class Root extends Flow {
  choose = new Choose();
  use = new Use();

  override async run() {
    await this.choose.run();
    await this.use.run(this.choose.model, this.choose.list, this.choose.verdict);
  }
}

export default new App(new Root());
