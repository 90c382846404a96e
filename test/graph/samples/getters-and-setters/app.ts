import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const log: string[] = [];
class Size {
  #gib = 1;
  get gib() {
    return this.#gib;
  }
  set gib(value: number) {
    log.push(`set ${value}`);
    this.#gib = value * 2;
  }
}
class Bigger extends Size {
  override get gib() {
    return super.gib + 1;
  }
  override set gib(value: number) {
    super.gib = value * 10;
  }
}
const size = new Bigger();
size.gib = 3;
size.gib += 1;
const literal = {
  get port() {
    return 8000 + size.gib;
  },
  plain: 1,
};
const { plain, ...others } = literal;
const copied = Object.assign({}, literal, { plain });

class Root extends Flow {
  size = new Any(size.gib);
  log = new Any(log);
  spread = new Any({ ...literal });
  rest = new Any(others);
  copied = new Any(copied);
  entries = new Any(Object.entries(literal));
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
