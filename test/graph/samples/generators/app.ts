import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const log: string[] = [];
function* counted(from: number) {
  try {
    for (let i = from; ; i++) yield i;
  } finally {
    log.push(`closed ${from}`);
  }
}
function firstOver(limit: number) {
  for (const n of counted(1)) if (n > limit) return n;
  return 0;
}
function* leaves(tree: Tree): Generator<string, number> {
  yield tree.name;
  let below = 0;
  for (const child of tree.children ?? []) below += yield* leaves(child);
  return below + 1;
}
interface Tree {
  name: string;
  children?: Tree[];
}
class Range {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
  *[Symbol.iterator]() {
    for (let i = this.start; i < this.end; i++) yield i;
  }
}
const by: Iterable<number> = {
  [Symbol.iterator]() {
    let n = 0;
    return { next: () => (n < 3 ? { done: false, value: n++ } : { done: true, value: undefined }) };
  },
};
const tree = { name: "root", children: [{ name: "a", children: [{ name: "b" }] }, { name: "c" }] };
const [one, two] = counted(5);

class Root extends Flow {
  first = new Any(firstOver(3));
  leaves = new Any([...leaves(tree)]);
  range = new Any([Math.max(...new Range(0, 4)), Array.from(new Range(0, 3), (n) => n * 2)]);
  own = new Any([...by]);
  taken = new Any([one, two]);
  log = new Any(log);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
