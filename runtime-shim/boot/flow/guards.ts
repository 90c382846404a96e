import { syncBuiltinESMExports } from "node:module";
import { EngineError } from "./engine-error.ts";
import { ticks } from "./tick.ts";

/**
 * Inside a tick nothing may differ from one pass to the next: the clock stands at the tick's time, and what
 * a tick cannot repeat throws, naming the fix. In steps, and anywhere else in this thread, all of it works.
 */
export function installGuards(): void {
  guardDate();
  const random = 'Draw it in a step: `await this.step("name", () => Math.random())`.';
  guard(Math, ["random"], random);
  guard(globalThis.crypto, ["getRandomValues", "randomUUID"], random);
  guard(
    process.getBuiltinModule("node:crypto"),
    ["randomBytes", "randomInt", "randomUUID", "randomFillSync"],
    random,
  );
  const sleep = 'Use `await this.sleep("name", "5s")`.';
  guard(globalThis, ["setTimeout", "setInterval", "setImmediate"], sleep);
  guard(
    process.getBuiltinModule("node:timers/promises"),
    ["setTimeout", "setInterval", "setImmediate"],
    sleep,
  );
  const effect = 'Wrap it in `await this.step("name", async () => …)`, or do it in a work.';
  guard(globalThis, ["fetch"], effect);
  const fs = process.getBuiltinModule("node:fs");
  guard(fs, functionsOf(fs), effect);
  guard(fs.promises, functionsOf(fs.promises), effect);
  syncBuiltinESMExports();
}

function functionsOf(module: object): readonly string[] {
  return Object.entries(module).flatMap(([name, value]) =>
    /^[a-z]/.test(name) && typeof value === "function" ? [name] : [],
  );
}

function guard(holder: object, names: readonly string[], fix: string): void {
  for (const name of names) {
    const original: unknown = Reflect.get(holder, name);
    if (typeof original === "function") Reflect.set(holder, name, guarded(name, original, fix));
  }
}

function guarded(name: string, original: CallableFunction, fix: string): unknown {
  return new Proxy(original, {
    apply(target, self, args) {
      const tick = ticks.getStore();
      // A command or a route runs once: it may do what a tick cannot repeat.
      if (tick === undefined || tick.mode === "command") return Reflect.apply(target, self, args);
      const error = new EngineError(
        "flow/not-repeatable",
        `${name}() was called in run(), which repeats in every tick. ${fix}`,
      );
      throw tick.fail(error);
    },
  });
}

function guardDate(): void {
  const Real = Date;
  const now = (): number => ticks.getStore()?.now ?? Real.now();
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
}
