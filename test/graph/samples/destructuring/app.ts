import { App, Flow, Work } from "thunderhead";
const settings = { serve: { port: 8000, host: "0.0.0.0" }, names: ["a", "b", "c"], extra: undefined as number | undefined };
const { serve: { port, ...others }, names: [first, ...rest], extra = 5, missing: { deep = "d" } = {} } = settings as typeof settings & { missing?: { deep?: string } };

class Any extends Work {
  constructor(...args: unknown[]) {
    super();
    void args;
  }
  override async run() {}
}

let left = 1;
let right = 2;
[left, right] = [right, left];

class Root extends Flow {
  one = new Any(port, others, first, rest, extra, deep);
  two = new Any({ left, right });
  override async run() {}
}

export default new App(new Root());
