import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const registry: string[] = [];
class Base {
  static count = 0;
  static readonly kind: string = "base";
  static next() {
    return `${this.kind}-${++this.count}`;
  }
  static {
    registry.push(this.next());
  }
  readonly made: string;
  constructor() {
    this.made = new.target.kind;
  }
}
class Derived extends Base {
  static override readonly kind = "derived";
  static #secret = 7;
  static {
    registry.push(this.next(), String(Derived.#secret));
  }
  static has(value: object) {
    return "made" in value;
  }
}
const tag = Symbol("tag");
const tagged = { [tag]: 1, name: "tagged" };

class Root extends Flow {
  registry = new Any(registry);
  counts = new Any([Base.count, Derived.count]);
  made = new Any([new Base().made, new Derived().made]);
  inherited = new Any(Derived.has(new Derived()));
  named = new Any(new Derived().constructor.name);
  symbols = new Any([{ ...tagged }[tag], Object.keys(tagged)]);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
