import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const joined = (texts: TemplateStringsArray, ...values: unknown[]) => texts.join("|") + values.join();
const raw = (texts: TemplateStringsArray) => texts.raw.join("");
const host = { name: "h", tag: function (texts: TemplateStringsArray) { return this.name + texts[0]; } };

class Root extends Flow {
  joined = new Any(joined`a${1}b${"two"}c`);
  raw = new Any(raw`a\n`);
  native = new Any(String.raw`c:\data\${"x"}`);
  method = new Any(host.tag`!`);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
