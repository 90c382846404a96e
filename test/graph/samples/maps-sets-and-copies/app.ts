import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const sizes = new Map<string, { gib: number }>([["small", { gib: 1 }]]);
sizes.set("big", { gib: 8 }).delete("none");
for (const [name, size] of sizes) size.gib += name.length;
const seen = new Set([3, 1, 3]).add(2);
const groups = Object.groupBy([1, 2, 3, 4], (n) => (n % 2 === 0 ? "even" : "odd"));
const original = { deep: { list: [1, { two: 2 }] } };
const copy = structuredClone(original);
copy.deep.list.push(3);
const frozen = Object.freeze({ ...original, more: true });
const fixed = Object.defineProperty({ a: 1 }, "hidden", { value: 2, enumerable: false });
const made = Object.create({ greet: () => "hi" }, { own: { value: 1, enumerable: true } });
class Registry extends Map<string, number> {
  register(name: string) {
    return this.set(name, this.size);
  }
}
const order = { b: 1, 2: "two", a: 3, 1: "one" };
delete (order as { b?: number }).b;
Object.assign(order, { b: 4 });

class Root extends Flow {
  sizes = new Any([...sizes.values()].map(({ gib }) => gib));
  seen = new Any([...seen, seen.size]);
  groups = new Any(groups);
  copies = new Any([original, copy]);
  frozen = new Any(frozen);
  fixed = new Any([fixed, Object.keys(fixed)]);
  made = new Any([made.greet(), Object.keys(made)]);
  registry = new Any([...new Registry().register("x").register("y")]);
  order = new Any(Object.keys(order));
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
