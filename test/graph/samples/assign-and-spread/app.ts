import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  label = "none";
  constructor(options: Record<string, unknown>) {
    const { label = "plain", ...rest } = options;
    super({ port: 1, ...rest });
    Object.assign(this, { label });
  }
  override async run() {}
}

const base = { port: 8000, env: { A: "1" } };
const variants = [{}, { port: 8001 }, { ...base, env: { ...base.env, B: "2" } }].map((one, index) => ({ ...base, ...one, port: (one.port ?? base.port) + index * 10 }));

class Root extends Flow {
  works = variants.map((options) => new Any(options));
  override async run() {}
}

export default new App(new Root());
