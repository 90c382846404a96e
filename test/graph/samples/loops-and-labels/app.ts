import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const out: unknown[] = [];
outer: for (let i = 0; i < 4; i++) {
  for (const j of [0, 1, 2]) {
    if (j === 1 && i === 1) continue outer;
    if (i === 3) break outer;
    out.push([i, j]);
  }
}
block: {
  out.push("block");
  if (out.length > 0) break block;
  out.push("never");
}
let rounds = 0;
do rounds++;
while (rounds < 3);
const keys: string[] = [];
for (const key in { a: 1, b: 2 }) keys.push(key);
const grown = [1];
for (const n of grown) if (grown.length < 5) grown.push(n + 1);
const closures: (() => number)[] = [];
for (let i = 0; i < 3; i++) closures.push(() => i);
function kindOf(n: number) {
  const kinds: string[] = [];
  switch (n) {
    case 0:
      kinds.push("zero");
    // falls through
    case 1:
      kinds.push("small");
      break;
    default:
      kinds.push("big");
  }
  return kinds;
}

class Root extends Flow {
  out = new Any(out);
  rounds = new Any(rounds);
  keys = new Any(keys);
  grown = new Any(grown);
  closures = new Any(closures.map((one) => one()));
  kinds = new Any([kindOf(0), kindOf(1), kindOf(9)]);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
