// What one function gets from another: emitters, code made of text, coercions, replacers.
import { AsyncLocalStorage } from "node:async_hooks";
import { EventEmitter, once } from "node:events";
import { promisify } from "node:util";
import vm from "node:vm";

const bus = new EventEmitter();
const store = new AsyncLocalStorage<any>();
class Bus extends EventEmitter {
  last: any;
  publish(value: unknown) {
    this.emit("published", value);
  }
}

export const callbacks: Record<string, (path: any, use: any) => unknown> = {
  async emitter(path, use) {
    let got: unknown;
    const own = new EventEmitter();
    own.on("made", (value) => (got = value));
    own.emit("made", path);
    await use.run(got);
  },
  async emitterOfModule(path, use) {
    bus.once("made", (value) => use.start({ value }));
    bus.emit("made", path);
  },
  async emitterWithoutValue(path, use) {
    const own = new EventEmitter().addListener("go", () => use.start(path));
    own.emit("go");
  },
  async emitterThis(path, use) {
    const own: any = new EventEmitter();
    own.path = path;
    own.on("go", function (this: any) {
      use.start(this.path);
    });
    own.emit("go");
  },
  async emitterInherited(path, use) {
    const own = new Bus();
    own.on("published", (value) => (own.last = value));
    own.publish(path);
    await use.run(own.last);
  },
  async emitterListeners(path, use) {
    bus.on("kept", () => path);
    const [listener] = bus.listeners("kept");
    await use.run(listener!());
  },
  async emitterOnce(path, use) {
    const own = new EventEmitter();
    const seen = once(own, "made");
    own.emit("made", path);
    const [value] = await seen;
    await use.run(value);
  },
  async eventTarget(path, use) {
    const target = new EventTarget();
    let got: unknown;
    target.addEventListener("made", (event) => (got = (event as CustomEvent).detail));
    target.dispatchEvent(new CustomEvent("made", { detail: path }));
    await use.run(got);
  },
  async eventListenerObject(path, use) {
    const target = new EventTarget();
    target.addEventListener("made", { handleEvent: () => use.start(path) });
    target.dispatchEvent(new Event("made"));
  },
  async abortReason(path, use) {
    const control = new AbortController();
    control.abort(path);
    await use.run(control.signal.reason);
  },
  async abortListener(path, use) {
    const control = new AbortController();
    control.signal.addEventListener("abort", () => use.start(path));
    control.abort();
  },
  async asyncLocalStorage(path, use) {
    await store.run(path, async () => use.run(store.getStore()));
  },
  async asyncLocalStorageDeep(path, use) {
    const inner = () => use.run(store.getStore().path);
    await store.run({ path }, () => inner());
  },
  async asyncLocalStorageResult(path, use) {
    const got = store.run({ path }, () => store.getStore());
    await use.run(got);
  },
  async asyncLocalStorageEntered(path, use) {
    store.enterWith([path]);
    await use.run(...store.getStore());
  },
  async newFunction(path, use) {
    const same = new Function("value", "return value");
    await use.run(same(path));
  },
  async newFunctionCalls(path, use) {
    await new Function("use", "path", "return use.run(path)")(use, path);
  },
  async functionWithoutNew(path, use) {
    await use.run(Function("return arguments[0]")(path));
  },
  async directEval(path, use) {
    void path;
    await use.run(eval("path"));
  },
  async directEvalCalls(path, use) {
    void path;
    await eval("use.run(path)");
    void use;
  },
  async evalOfGlobal(path, use) {
    (globalThis as any).lent = path;
    await use.run((0, eval)("globalThis.lent"));
  },
  async virtualMachine(path, use) {
    await use.run(vm.runInNewContext("value", { value: path }));
  },
  async virtualMachineCalls(path, use) {
    await vm.runInNewContext("use.run(path)", { use, path });
  },
  async globalVariable(path, use) {
    (globalThis as any).shared = { path };
    await use.run((globalThis as any).shared.path);
  },
  async promisified(path, use) {
    const plain = (value: unknown, done: (error: unknown, result?: unknown) => void) =>
      done(undefined, value);
    await use.run(await promisify(plain)(path));
  },
  async toPrimitive(path, use) {
    let got: unknown;
    const box = {
      [Symbol.toPrimitive]() {
        got = path;
        return 1;
      },
    };
    void +box;
    await use.run(got);
  },
  async valueOf(path, use) {
    let got: unknown;
    const box: any = {
      valueOf() {
        got = path;
        return 1;
      },
    };
    void (box < 2);
    await use.run(got);
  },
  async toStringOfKey(path, use) {
    let got: unknown;
    const key: any = {
      toString() {
        got = path;
        return "key";
      },
    };
    void { [key]: 1 };
    await use.run(got);
  },
  async toStringInTemplate(path, use) {
    let got: unknown;
    const box = { toString: () => String((got = path) && "") };
    void `${box}`;
    await use.run(got);
  },
  async toJson(path, use) {
    let got: unknown;
    JSON.stringify({
      toJSON() {
        got = path;
        return null;
      },
    });
    await use.run(got);
  },
  async jsonReplacer(path, use) {
    const seen: unknown[] = [];
    JSON.stringify({ path: [path] }, (key, value) => {
      if (key === "0") seen.push(value);
      return key === "0" ? "" : value;
    });
    await use.run(seen);
  },
  async jsonReviver(path, use) {
    await use.run(JSON.parse('{"at": 1}', (key, value) => (key === "at" ? path : value)));
  },
  async jsonRoundTrip(path, use) {
    await use.run(JSON.parse(JSON.stringify({ path })));
  },
  async cloned(path, use) {
    await use.run(structuredClone({ path }));
  },
  async replaceCallback(path, use) {
    let got: unknown;
    "x".replace("x", () => String((got = path) && ""));
    await use.run(got);
  },
  async replaceAllCallback(path, use) {
    "x-x".replace(/x/g, (found) => {
      use.start(path, found);
      return "";
    });
  },
  async ownReplacer(path, use) {
    const replacer: any = { [Symbol.replace]: () => path };
    await use.run("x".replace(replacer, ""));
  },
  async ownSplitter(path, use) {
    const splitter: any = { [Symbol.split]: (_: string) => [path] };
    await use.run("x".split(splitter));
  },
  async comparator(path, use) {
    const seen: unknown[] = [];
    [{ path }, { path: undefined }].sort((a, b) => {
      seen.push(a.path, b.path);
      return 0;
    });
    await use.run(seen);
  },
  async hasInstance(path, use) {
    let got: unknown;
    class Own {
      static [Symbol.hasInstance](value: unknown) {
        got = value;
        return true;
      }
    }
    void (path instanceof Own);
    await use.run(got);
  },
  async bound(path, use) {
    await use.run.bind(use, { path })();
  },
  async called(path, use) {
    await use.run.call(use, path);
  },
  async applied(path, use) {
    await use.run.apply(use, [path]);
  },
  async callOfCall(path, use) {
    await Function.prototype.call.call(use.run, use, path);
  },
  async applyOfReflect(path, use) {
    await Reflect.apply(Function.prototype.apply, use.run, [use, [path]]);
  },
  async boundTwice(path, use) {
    const first = (function (this: any, ...rest: unknown[]) {
      return this.use.run(...rest);
    } as any).bind({ use });
    await first.bind(null, path).call(undefined, 1);
  },
  async curried(path, use) {
    const curry = (given: any) => (to: any) => (name: string) => to[name](given);
    await curry(path)(use)("run");
  },
  async throwsIt(path, use) {
    try {
      throw { path };
    } catch (thrown: any) {
      await use.run(thrown.path);
    }
  },
  async throwsItDeep(path, use) {
    const deep = async (levels: number): Promise<void> => {
      if (levels === 0) throw new AggregateError([path], "carried");
      await deep(levels - 1);
    };
    await deep(3).catch((error) => use.run(error.errors[0]));
  },
  async errorSubclass(path, use) {
    class Carried extends Error {
      constructor(readonly what: unknown) {
        super("carried", { cause: { what } });
      }
    }
    try {
      throw new Carried(path);
    } catch (error) {
      await use.run((error as any).cause);
    }
  },
  async throwsPerhaps(path, use) {
    const perhaps = () => {
      if (process.env["NONE"] === undefined) throw { path };
    };
    try {
      perhaps();
    } catch (thrown: any) {
      await use.run(thrown.path);
    }
  },
  async rejectsPerhaps(path, use) {
    const perhaps = async () => {
      if (process.env["NONE"] === undefined) throw { path };
    };
    await perhaps().catch((thrown) => use.run(thrown.path));
  },
  async rejectsAmongOthers(path, use) {
    const perhaps = async () => {
      if (process.env["NONE"] === undefined) throw { path };
    };
    try {
      await Promise.all([perhaps(), 1]);
    } catch (thrown: any) {
      await use.run(thrown.path);
    }
  },
  async finallyReturns(path, use) {
    const swap = () => {
      try {
        return undefined;
      } finally {
        return path;
      }
    };
    await use.run(swap());
  },
};
