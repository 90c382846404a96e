// Shown, compared, kept; and a url that is a plain text.
import { App, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor() {
    super({ port: 8000 });
  }
  override async run() {}
}
class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  serve = new Serve();
  use = new Use();
  address = "";

  override async run() {
    this.serve.start();
    await this.serve.ready();
    if (this.serve.url !== "") await this.use.run("https://example.com/v1");
    this.address = this.serve.url;
  }
  override configureLayout() {
    return { name: "Demo", content: `${this.serve.url}/demo` };
  }
}

export default new App(new Root());
