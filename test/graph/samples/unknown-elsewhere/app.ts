import { App, Flow, Work } from "thunderhead";
// Nothing here decides structure, so nothing here is a problem.
const started = Date.now();
const mode = process.env["MODE"];

class Any extends Work {
  note = `made at ${started}`;
  override async run(text: string | undefined) {
    console.log(text, Math.random(), new Date());
  }
}

class Root extends Flow {
  any = new Any();
  started = started;
  options = { mode, list: [mode, 1] };
  override async run() {
    if (mode === "slow") console.log("slow");
    await this.any.run(mode);
  }
}

export default new App(new Root());
