import { syncBuiltinESMExports } from "node:module";
import { refuse, ticks } from "./tick.ts";

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
  guard(performance, ["now"], "Date.now() is the tick's own time; measure in a step.");
  guardCollection();
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

/** What is collected when is nobody's to know: a tick that looks would not be repeated the same. */
function guardCollection(): void {
  for (const name of ["WeakRef", "FinalizationRegistry"]) {
    const original: unknown = Reflect.get(globalThis, name);
    if (typeof original !== "function") continue;
    const fix = "Keep what you need in a field, or look at it in a step.";
    Reflect.set(globalThis, name, guarded(name, original, fix));
  }
}

function guarded(name: string, original: CallableFunction, fix: string): unknown {
  return new Proxy(original, {
    apply(target, self, args) {
      refuseInTick(name, fix);
      return Reflect.apply(target, self, args);
    },
    construct(target, args, newTarget) {
      refuseInTick(name, fix);
      return Reflect.construct(target, args, newTarget);
    },
  });
}

/** A command or a route runs once: it may do what a tick cannot repeat. */
function refuseInTick(name: string, fix: string): void {
  const tick = ticks.getStore();
  if (tick === undefined || tick.mode === "command") return;
  refuse(
    "flow/not-repeatable",
    `${name}() was called in run(), which repeats in every tick. ${fix}`,
  );
}

function guardDate(): void {
  const Real = Date;
  const now = (): number => {
    const tick = ticks.getStore();
    return tick === undefined || tick.mode === "command" ? Real.now() : tick.now;
  };
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
}
