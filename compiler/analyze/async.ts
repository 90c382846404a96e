import type { Span } from "#source/span.ts";
import { isolated } from "./aftermath.ts";
import { defer, ownChanges } from "./deferred.ts";
import type { CallSite } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { inStrand, makePromise, rejection } from "./promise.ts";
import { changedAfter, type Delta } from "./store.ts";
import { mixed, type Value } from "./value.ts";
import { widen } from "./widen.ts";

/**
 * Runs an async function. Awaited on the spot it is as if it were not async. Otherwise what it throws is in
 * its promise; and what it does after its first `await` happens some time between now and the next one here.
 */
export function runAsync(interpreter: Interpreter, site: CallSite, run: () => Value): Value {
  const { span } = site;
  if (site.awaited) return inStrand(interpreter, span, run);
  const { hazards, store, thrown } = interpreter;
  const before = thrown.length;
  const { depth } = store;
  let atFirst: Delta | undefined;
  const outer = interpreter.onAwait;
  interpreter.onAwait = () => {
    atFirst ??= store.changedSince(depth);
  };
  const { value, changes } = isolated(interpreter, {
    run: () => inStrand(interpreter, span, run),
    thrown: (error) => rejection(interpreter, error, span),
    span,
  });
  interpreter.onAwait = outer;
  if (atFirst) deferRest(interpreter, changedAfter(changes, atFirst), span);
  if (interpreter.hazards === hazards || value.kind !== "object" || value.body.kind !== "promise")
    return value;
  const fails = value.body.rejected === undefined;
  if (!fails) return value;
  const reason = thrown.length > before ? { reason: mixed(span, thrown.slice(before)) } : {};
  return makePromise(interpreter, { ...value.body, ...reason, uncertain: changes }, span);
}

/** What comes after the first `await` is not known from here on, and may be anew at any later one. */
function deferRest(interpreter: Interpreter, later: Delta, span: Span): void {
  const reason = "an async function that is not awaited on the spot changes it";
  const own = ownChanges(interpreter, later);
  widen(interpreter, own, { span, reason });
  defer(interpreter, own, span);
}
