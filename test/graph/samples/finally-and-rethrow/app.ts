import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const log: string[] = [];
function guarded(fails: boolean) {
  try {
    log.push("try");
    if (fails) throw new RangeError("no");
    return "fine";
  } catch (error) {
    if (error instanceof RangeError) return `caught ${error.message}`;
    throw error;
  } finally {
    log.push("finally");
  }
}
class Refused extends Error {
  constructor(readonly code: number) {
    super(`code ${code}`);
  }
}
function codeOf(run: () => void) {
  try {
    run();
    return 0;
  } catch (error) {
    return error instanceof Refused ? error.code : -1;
  }
}
const refuse = () => {
  throw new Refused(7);
};
let port = 1;
try {
  port = 2;
  if (Date.now() > 0) throw new Error("sometimes");
  port = 3;
} catch {}
{
  using held = { [Symbol.dispose]: () => void log.push("disposed") };
  log.push(typeof held);
}

class Root extends Flow {
  fine = new Any(guarded(false));
  caught = new Any(guarded(true));
  log = new Any(log);
  codes = new Any([codeOf(refuse), codeOf(() => {}), codeOf(() => { throw 1; })]);
  perhaps = new Any(port === 2 || port === 3);
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
