import { App, Flow, Work } from "thunderhead";
import { count, increase } from "./counter.ts";
import { gamma } from "./index.ts";
import * as names from "./index.ts";
import { later } from "./one.ts";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}



class Root extends Flow {
  star = new Any(names.alpha);
  space = new Any(names.inner.beta);
  renamed = new Any(gamma);
  own = new Any(names.own);
  cycle = new Any(later());
  live = new Any([count, increase(), count]);
  keys = new Any(Object.keys(names));
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
