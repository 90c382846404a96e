import { App, config, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const gpu = config.boolean("gpu", false);
const size = config.oneOf("size", ["small", "big"]);
const first = { n: 1 };
const second = { n: 2 };
const chosen = gpu ? first : second;
chosen.n = 10;
const device = gpu ? "cuda" : "cpu";
const port = gpu ? 9000 : 8000;
const same = (device === "cuda") === (port === 9000);
let gib = 0;
switch (size) {
  case "small":
    gib = 1;
    break;
  case "big":
    gib = 8;
}
const list = ["always"];
if (gpu) list.push("sometimes");
list.push("at the end");
const agrees = list.length === (gpu ? 3 : 2) && list.at(-1) === "at the end";
const sum = (gpu ? 1 : 2) + (gpu ? 10 : 20);

class Root extends Flow {
  same = new Any(same);
  changed = new Any(gpu ? first.n === 10 && second.n === 2 : first.n === 1 && second.n === 10);
  gib = new Any((size === "big") === (gib === 8));
  agrees = new Any(agrees);
  sum = new Any(sum === (gpu ? 11 : 22));
  unknown = new Any(device);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
