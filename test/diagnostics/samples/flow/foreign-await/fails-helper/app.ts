import { App, Flow, Work } from "thunderhead";
import { download } from "./web.ts";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();

  override async run() {
    const page = await download("https://example.com/list.txt");
    await this.use.run(page);
  }
}

export default new App(new Root());
