import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

let visits = 0;
function down(n: number): number {
  visits++;
  return n === 0 ? 0 : 1 + down(n - 1);
}
const shallow = down(20);
const known = visits;
const deep = down(500);

class Root extends Flow {
  shallow = new Any(shallow);
  known = new Any(known);
  deep = new Any(deep);
  visits = new Any(visits);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
