import type { Span } from "#source/span.ts";
import { isolated } from "./aftermath.ts";
import { defer } from "./deferred.ts";
import { reachable } from "./edges.ts";
import type { HeapObject } from "./heap.ts";
import { constructorKey, restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { unknownEntries } from "./iterate.ts";
import { keep } from "./keeper.ts";
import { mostCallbacks, stepsPerEscaped } from "./limits.ts";
import { get } from "./member.ts";
import { noteLocal } from "./note.ts";
import { enumerable } from "./own.ts";
import { repeatUnknown } from "./repeat.ts";
import { call, walk } from "./semantics.ts";
import { holdsIn, known, leaves, mixed, type Unknown, unknown, type Value } from "./value.ts";

/**
 * Values go where we can't follow: an unknown function. It may call the functions that it gets hold of any
 * number of times, now and later, and change plain data; components keep their fields. The result may hold
 * any of them.
 */
export function escapes(
  interpreter: Interpreter,
  values: readonly Value[],
  span: Span,
  reason?: string,
): Value {
  const direct = values.flatMap(leaves).filter((one): one is HeapObject => one.kind === "object");
  const together = mixed(span, values);
  const objects = [...new Set([...direct, ...together.holds])];
  interpreter.fuel -= objects.length * stepsPerEscaped;
  const results: Value[] = [];
  const loss: Loss = {
    span: together.because,
    results,
    seen: new Set(),
    given: new Set(objects),
    carried: { looked: new Set(), seen: new Set(), found: new Set() },
  };
  for (const value of values) noteLocal(interpreter, value, { how: "writes", span });
  for (const object of objects) interpreter.phase.observe?.(object, span);
  for (const object of objects)
    if (object.body.kind === "exotic") keep(interpreter, object, [together]);
  const all = () => {
    const outermost = interpreter.calledBack === undefined;
    interpreter.calledBack ??= new Map();
    for (const object of direct) lose(interpreter, object, loss);
    interpreter.guesses++;
    for (const object of objects) lose(interpreter, object, loss);
    interpreter.guesses--;
    mayBeRun(interpreter, loss, span);
    if (outermost) interpreter.calledBack = undefined;
  };
  all();
  // What one function returns, another may be called with.
  if (results.some((result) => holdsIn(result).length > 0)) {
    loss.seen.clear();
    for (const result of results) for (const held of holdsIn(result)) loss.given.add(held);
    all();
  }
  return mixed(span, [...values, ...results], reason);
}

/** A work that something unknown has got hold of may be run by it, with whatever else it has. */
function mayBeRun(interpreter: Interpreter, { given }: Loss, span: Span): void {
  if (interpreter.phase.kind !== "tick") return;
  for (const work of given) {
    const followed = interpreter.calledBack?.get(work) ?? 0;
    if (work.facts?.kind !== "work" || followed >= mostCallbacks) continue;
    interpreter.calledBack?.set(work, followed + 1);
    const holds = [...given].filter((one) => one !== work);
    const argument = unknown(span, "something else calls the work", { holds });
    const site = { self: work, arguments: [argument], argumentSpans: [span], span };
    repeatUnknown(interpreter, { span, reason: "a call of the work changes it" }, () => {
      call(interpreter, get(interpreter, work, { key: "run", span }), site);
    });
  }
}

interface Loss {
  readonly span: Span;
  /** What the functions among them may return. */
  readonly results: Value[];
  readonly seen: Set<HeapObject>;
  /** What they may be called with. */
  readonly given: Set<HeapObject>;
  /** Paths and the like in what is given: as far as it was looked through. */
  readonly carried: {
    readonly looked: Set<HeapObject>;
    readonly seen: Set<HeapObject>;
    readonly found: Set<HeapObject>;
  };
  /** The object whose method a function is called as. */
  readonly self?: HeapObject | undefined;
}

/** What something unknown has seen may be anything now; so may what it refers to. */
function lose(interpreter: Interpreter, object: HeapObject, loss: Loss): void {
  const { body } = object;
  const runs = body.kind === "native" ? body.runs : undefined;
  if (loss.seen.has(object) || object.facts || (object.slots.birth < 0 && !runs)) return;
  loss.seen.add(object);
  if (runs) loss.results.push(runSometime(interpreter, object, loss));
  switch (object.body.kind) {
    case "closure":
    case "generator":
      loss.results.push(runSometime(interpreter, object, loss));
      return;
    case "record":
    case "array":
    case "instance":
      loseProperties(interpreter, object, loss);
      return;
    case "map":
    case "set":
      loseEntries(interpreter, object, loss);
      return;
    case "exotic":
      loseKept(interpreter, object, loss);
      return;
    default:
  }
}

function loseProperties(interpreter: Interpreter, object: HeapObject, loss: Loss): void {
  const inside = { ...loss, self: object };
  const lost = lostIn(object, loss);
  for (const method of methodsOf(object)) lose(interpreter, method, inside);
  for (const [key, slot] of enumerable(object)) {
    if (slot.kind === "accessor") continue;
    const holds = holdsIn(slot);
    for (const held of holds) lose(interpreter, held, inside);
    interpreter.store.write(object.slots, key, holding(lost, holds));
  }
  if (object.body.kind === "array") interpreter.store.write(object.slots, "length", { ...lost });
  loseRest(interpreter, object, loss);
}

/** What it may hold beside what can be named. */
function loseRest(interpreter: Interpreter, object: HeapObject, loss: Loss): void {
  const rest = object.slots.entries.get(restKey);
  const before = rest && rest.kind !== "accessor" ? holdsIn(rest) : [];
  for (const held of before) lose(interpreter, held, loss);
  interpreter.store.write(object.slots, restKey, holding(lostIn(object, loss), before));
}

/** What was handed to it before may be called now, with what is handed to it now. */
function loseKept(interpreter: Interpreter, object: HeapObject, loss: Loss): void {
  const rest = object.slots.entries.get(restKey);
  if (rest && rest.kind !== "accessor") for (const held of holdsIn(rest)) loss.given.add(held);
  else if (lostIn(object, loss).holds.length === 0) return;
  loseRest(interpreter, object, { ...loss, self: object });
}

/** Whatever else was handed over may have been put into it: of that, what edges are made of. */
function lostIn(object: HeapObject, loss: Loss): Unknown {
  const { span, given, carried } = loss;
  const news = carried.looked.size < given.size ? [...given] : [];
  for (const one of news) {
    if (carried.looked.has(one)) continue;
    carried.looked.add(one);
    for (const found of reachable(one, ["path", "drive", "secret"], carried.seen))
      carried.found.add(found);
  }
  return unknown(span, "what it was handed to may have changed it", {
    holds: [...carried.found].filter((one) => one !== object),
  });
}

const holding = (lost: Unknown, holds: readonly HeapObject[]): Unknown => ({
  ...lost,
  holds: lost.holds.length === 0 ? holds : [...new Set([...holds, ...lost.holds])],
});

/** What the author's own class lets others call. */
function methodsOf({ prototype }: HeapObject): readonly HeapObject[] {
  const methods: HeapObject[] = [];
  for (let at = prototype; at?.slots.entries.has(constructorKey); at = at.prototype) {
    for (const slot of at.slots.entries.values())
      if (slot.kind === "object" && slot.body.kind === "closure") methods.push(slot);
  }
  return methods;
}

function loseEntries(interpreter: Interpreter, collection: HeapObject, loss: Loss): void {
  for (const slot of collection.slots.entries.values())
    if (slot.kind === "object") lose(interpreter, slot, loss);
  interpreter.store.write(collection.slots, unknownEntries, known(true, loss.span));
  loseRest(interpreter, collection, loss);
}

/** What that changes may be changed again by the time of any later `await`. */
function runSometime(interpreter: Interpreter, code: HeapObject, loss: Loss): Value {
  const { span, given } = loss;
  const self = loss.self ?? known(undefined, span);
  let result: Value = unknown(span, "it is made by a function that something else calls");
  const what =
    code.body.kind === "native" && code.body.runs?.kind === "object" ? code.body.runs : code;
  const followed = interpreter.calledBack?.get(what) ?? 0;
  if (followed >= mostCallbacks) return { ...result, holds: [...given] };
  interpreter.calledBack?.set(what, followed + 1);
  const holds = [...given].filter((one) => one !== code);
  const anything = () => unknown(span, "it is what a callback is called with", { holds });
  const once = () => {
    if (code.body.kind === "generator")
      walk(interpreter, code, { span, each: () => ({ kind: "normal" }), sent: anything });
    else {
      const parameters = [anything(), anything(), anything()];
      const site = { self, arguments: parameters, argumentSpans: [span, span, span], span };
      result = mixed(span, [call(interpreter, code, site)]);
    }
  };
  const { changes } = isolated(interpreter, {
    span,
    thrown: (error) => error,
    run: () => {
      repeatUnknown(interpreter, { span, reason: "a callback changes it" }, once);
      return known(undefined, span);
    },
  });
  defer(interpreter, changes, span);
  return result;
}
