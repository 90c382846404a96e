import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const settings = { net: { ports: [8001, undefined, 8003, 8004], host: "h" }, extra: { a: 1, b: 2 } };
const { net: { ports: [first, second = 9000, ...more], ["host"]: host }, extra: { a, ...rest } } = settings;
const target: Record<string, unknown> = {};
[target["x"], target["y"] = 5, ...(target as { z: number[] }).z] = [1, undefined as unknown as number, 3, 4];
let low = 1;
let high = 2;
[low, high] = [high, low];
const f = ({ port = 1, tags: [tag = "none"] = [] }: { port?: number; tags?: string[] } = {}, ...others: number[]) => [port, tag, others];
const counter = { n: 0 };
const list = [10, 20, 30];
list[counter.n++] += 5;
list[counter.n++]!++;
const [[key, value]] = new Map([["k", 1]]);
const { length } = "four";

class Root extends Flow {
  named = new Any([first, second, more, host]);
  rest = new Any(rest);
  target = new Any(target);
  swapped = new Any([low, high]);
  parameters = new Any([f(), f({ port: 2, tags: ["t"] }, 7, 8)]);
  single = new Any([list, counter.n]);
  others = new Any([key, value, length]);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
