import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

interface Node {
  next?: Node;
  value?: number;
  get?: () => number;
}
const chain: Node = { next: { value: 5, get: () => 6 } };
let called = 0;
const count = () => ++called;
const maybe: Node | undefined = Date.now() > 0 ? chain : undefined;
const missing = (chain.next?.next?.value as unknown as (n: number) => number)?.(count());

class Root extends Flow {
  there = new Any([chain.next?.value, chain.next?.get?.(), chain?.["next"]?.["value"]]);
  missing = new Any([missing ?? "none", chain.get?.(), called]);
  nullish = new Any([null ?? 1, 0 ?? 1, undefined ?? null ?? 3]);
  perhaps = new Any(maybe?.next?.value ?? 7);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
