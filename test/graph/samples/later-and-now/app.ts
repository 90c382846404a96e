import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const state = { now: 0, later: 0 };
async function both() {
  state.now = 1;
  await undefined;
  state.later = 1;
}
void both();
let then = 0;
void Promise.resolve().then(() => {
  then = 1;
});

class Root extends Flow {
  now = new Any(state.now);
  later = new Any(state.later);
  then = new Any(then);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
