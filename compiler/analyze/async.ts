import { isolated } from "./aftermath.ts";
import type { CallSite } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { inStrand, makePromise, rejection } from "./promise.ts";
import type { Value } from "./value.ts";
import { widen } from "./widen.ts";

/**
 * Runs an async function. Awaited on the spot it is as if it were not async. Otherwise what it throws is in
 * its promise; and what it does after its first `await` happens some time between now and the next one here.
 */
export function runAsync(interpreter: Interpreter, site: CallSite, run: () => Value): Value {
  const { span } = site;
  if (site.awaited) return inStrand(interpreter, span, run);
  const { awaits, hazards } = interpreter;
  const { value, changes } = isolated(interpreter, {
    run: () => inStrand(interpreter, span, run),
    thrown: (error) => rejection(interpreter, error, span),
    span,
  });
  if (interpreter.awaits > awaits) {
    const reason = "an async function that is not awaited on the spot changes it";
    widen(interpreter, changes, { span, reason });
    interpreter.deferred.push(changes);
  }
  if (interpreter.hazards === hazards || value.kind !== "object" || value.body.kind !== "promise")
    return value;
  const failed = value.body.rejected === undefined;
  return failed ? makePromise(interpreter, { ...value.body, uncertain: changes }, span) : value;
}
