import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(_url: string) {}
}

class Root extends Flow {
  train = new Train();

  override async run() {
    const page = await this.step("fetch", () => fetch("https://example.com/list.json"));
    await this.train.run(page.url);
  }
}

export default new App(new Root());
